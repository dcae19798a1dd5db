package io.thriftboot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md for this module. */
@AnalyzeClasses(packages = "io.thriftboot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule sharedPackagesKnowNeitherSide = noClasses()
            .that()
            .resideInAnyPackage("io.thriftboot", "io.thriftboot.protocol", "io.thriftboot.transport")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.thriftboot.server..", "io.thriftboot.client..", "io.thriftboot.observation..")
            .because("servers and clients share what a call and a message are, and nothing else");

    @ArchTest
    static final ArchRule serverDoesNotKnowClient = noClasses()
            .that()
            .resideInAPackage("io.thriftboot.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.thriftboot.client..")
            .because("an application that only serves loads no client");

    @ArchTest
    static final ArchRule clientDoesNotKnowServer = noClasses()
            .that()
            .resideInAPackage("io.thriftboot.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.thriftboot.server..")
            .because("an application that only calls loads no server");

    @ArchTest
    static final ArchRule noSpring = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "jakarta..", "javax.annotation..", "javax.servlet..")
            .because("the runtime is for applications of any kind");

    @ArchTest
    static final ArchRule micrometerOnlyInObservation = noClasses()
            .that()
            .resideOutsideOfPackage("io.thriftboot.observation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("Micrometer is an optional dependency");

    @ArchTest
    static final ArchRule compilerOnlyInOneClass = noClasses()
            .that()
            .resideOutsideOfPackage("io.thriftboot.idl..")
            .and()
            .doNotHaveFullyQualifiedName("io.thriftboot.command.IdlFiles")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.thriftboot.idl..")
            .because("the compiler is an optional dependency");

    @ArchTest
    static final ArchRule noNettyOutsideTheEventLoop = noClasses()
            .that()
            .haveNameNotMatching("io\\.thriftboot\\.server\\.EventLoop[^.]*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .because("Netty is replaceable as long as it is in one place a side");

    @ArchTest
    static final ArchRule noCycles = slices().matching("io.thriftboot.(*)..")
            .should()
            .beFreeOfCycles()
            .because("packages that know each other are one package");

    @ArchTest
    static final ArchRule onlySocketsTellsSchemesApart = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.thriftboot.transport.Endpoint")
            .and()
            .doNotHaveFullyQualifiedName("io.thriftboot.transport.Sockets")
            .and()
            .haveNameNotMatching("io\\.thriftboot\\.transport\\.(Endpoint|Sockets)\\$.*")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.thriftboot.transport.Endpoint$Scheme")
            .because("a new kind of endpoint is added in one place");

    @ArchTest
    static final ArchRule onlyTheProcessorAnswers = noClasses()
            .that()
            .resideInAPackage("io.thriftboot.server..")
            .and()
            .doNotHaveFullyQualifiedName("io.thriftboot.server.ThriftProcessor")
            .and()
            .doNotHaveFullyQualifiedName("io.thriftboot.server.RequestDecoder")
            .and()
            .doNotHaveFullyQualifiedName("io.thriftboot.server.Request")
            .and()
            .doNotHaveFullyQualifiedName("io.thriftboot.server.Reply")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.thriftboot.server.Reply")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.thrift.protocol.TMessage")
            .because("whether and how a request is answered, and with which exception, is decided in one place");
}
