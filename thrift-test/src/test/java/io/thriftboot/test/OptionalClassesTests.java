package io.thriftboot.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who uses one part needs the libraries of that part only, and nobody needs Spring. */
@AnalyzeClasses(packages = "io.thriftboot.test", importOptions = ImportOption.DoNotIncludeTests.class)
class OptionalClassesTests {

    @ArchTest
    static final ArchRule noSpring = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the extension serves handlers without Spring");

    @ArchTest
    static final ArchRule junitInTheExtensionOnly = noClasses()
            .that()
            .haveSimpleNameNotContaining("Extension")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.junit..")
            .because("assertions and faults are for any test framework");

    @ArchTest
    static final ArchRule assertjInTheAssertionsOnly = noClasses()
            .that()
            .haveSimpleNameNotContaining("Assert")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.assertj..")
            .because("the extension and faults are for any assertions");
}
