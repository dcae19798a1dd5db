package io.thriftboot.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** The rules for auto-configurations and packages. */
class AutoConfigurationTests {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.thriftboot.spring");

    @Test
    void whenImportsAreReadTheyAreAllAutoConfigurationsSorted() {
        List<String> expected = classes.stream()
                .filter(type -> type.isAnnotatedWith(AutoConfiguration.class))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        List<String> imports =
                ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates().stream()
                        .filter(name -> name.startsWith("io.thriftboot."))
                        .toList();
        assertThat(imports).isNotEmpty().isEqualTo(expected);
    }

    @Test
    void whenClassIsAnAutoConfigurationItIsPublicAndFinalWithoutPublicMembers() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .andShould(haveNoPublicMembers())
                .because("only Spring calls them, and what users call must stay compatible")
                .check(classes);
    }

    private static ArchCondition<JavaClass> haveNoPublicMembers() {
        return new ArchCondition<>("have no public members") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMember member : type.getMembers()) {
                    if (member.getModifiers().contains(JavaModifier.PUBLIC)) {
                        events.add(SimpleConditionEvent.violated(member, member.getDescription() + " is public"));
                    }
                }
            }
        };
    }

    @Test
    void whenPackagesDependOnEachOtherThereIsNoCycle() {
        slices().matching("io.thriftboot.spring.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package is understood with those it needs, not with all")
                .check(classes);
    }

    @Test
    void whenServerAndClientAreWiredTheyDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.thriftboot.spring.server")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.thriftboot.spring.client")
                .because("an application may have only one of them")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("io.thriftboot.spring.client")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.thriftboot.spring.server")
                .because("an application may have only one of them")
                .check(classes);
    }

    @Test
    void whenLibraryIsOptionalOnlyItsPackageKnowsIt() {
        onlyIn("io.thriftboot.spring.observation", "io.micrometer..");
        onlyIn("io.thriftboot.spring.health", "org.springframework.boot.health..");
        onlyIn("io.thriftboot.spring.[actuate|console]", "org.springframework.boot.actuate..");
        onlyIn("io.thriftboot.spring.client", "org.springframework.test..");
        onlyIn("io.thriftboot.spring.resilience", "io.github.resilience4j..");
        onlyIn("io.thriftboot.spring.discovery", "org.springframework.cloud..");
        onlyIn("io.thriftboot.spring.security", "org.springframework.security..");
        onlyIn("io.thriftboot.spring.web", "jakarta.servlet..");
        onlyIn("io.thriftboot.spring.container", "org.testcontainers..");
        onlyIn("io.thriftboot.spring.container", "org.springframework.boot.testcontainers..");
        onlyIn("io.thriftboot.spring.container", "org.springframework.boot.docker.compose..");
    }

    private void onlyIn(String ours, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ours)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("without the library everything else must work")
                .check(classes);
    }
}
