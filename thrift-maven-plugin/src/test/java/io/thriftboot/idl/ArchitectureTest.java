package io.thriftboot.idl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How the packages of the compiler depend on each other. */
@AnalyzeClasses(packages = "io.thriftboot.idl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.thriftboot.idl.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_GOALS_KNOW_MAVEN = noClasses()
            .that()
            .resideOutsideOfPackage("..maven..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.maven..")
            .because("the command line runs without Maven");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_LIBTHRIFT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.thrift..")
            .because("generated code chooses its libthrift itself");
}
