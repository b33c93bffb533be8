// SPDX-License-Identifier: Apache-2.0
package io.trialsync.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The rules of the house that no compiler checks: who may use whom. */
@AnalyzeClasses(
        packages = {
            "io.trialsync.clock",
            "io.trialsync.device",
            "io.trialsync.journal",
            "io.trialsync.session",
            "io.trialsync.align",
            "io.trialsync.export",
            "io.trialsync.report",
            "io.trialsync.runner",
            "io.trialsync.junit",
            "io.trialsync.testng",
            "io.trialsync.simulator",
            "io.trialsync.cli"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests {

    /** The rooms of runner-core in the order of the design's table: each may use only rooms before it. */
    private static final List<String> ROOMS =
            List.of("clock", "device", "journal", "session", "align", "export", "report", "runner");

    private static final String[] CORE =
            ROOMS.stream().map(HouseRulesTests::room).toArray(String[]::new);

    private static String room(String name) {
        return "io.trialsync." + name + "..";
    }

    private static String[] roomsAfter(String room) {
        return ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
                .map(HouseRulesTests::room)
                .toArray(String[]::new);
    }

    @ArchTest
    static void aRoomUsesOnlyRoomsAboveIt(JavaClasses classes) {
        for (String room : ROOMS.subList(0, ROOMS.size() - 1)) {
            noClasses()
                    .that()
                    .resideInAPackage(room(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(roomsAfter(room))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule theJournalKnowsNoDevices = noClasses()
            .that()
            .resideInAPackage(room("journal"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("device"));

    @ArchTest
    static final ArchRule whatIsDerivedFromAJournalNeverSeesALiveSession = noClasses()
            .that()
            .resideInAnyPackage(room("align"), room("export"), room("report"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("session"));

    @ArchTest
    static final ArchRule theClockRoomIsPure = classes()
            .that()
            .resideInAPackage(room("clock"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    room("clock"),
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.random",
                    "java.util.regex",
                    "java.util.stream",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theClockRoomHasNoThreads = noClasses()
            .that()
            .resideInAPackage(room("clock"))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule theCoreKnowsNoFrameworkOfItsAdapters = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.junit..",
                    "org.opentest4j..",
                    "org.testng..",
                    "com.github.tomakehurst..",
                    "com.sun.jna..",
                    "picocli..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule theCoreKnowsNoOtherModule = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(room("junit"), room("testng"), room("simulator"), room("cli"));

    @ArchTest
    static final ArchRule theAdaptersStandOnTheCoreAlone = noClasses()
            .that()
            .resideInAnyPackage(room("junit"), room("testng"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(room("simulator"), room("cli"), "picocli..", "com.github.tomakehurst..");

    @ArchTest
    static final ArchRule theSimulatorUsesOfTheCoreWhatItsDevicesNeed = noClasses()
            .that()
            .resideInAPackage(room("simulator"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    room("session"),
                    room("align"),
                    room("export"),
                    room("report"),
                    room("runner"),
                    room("junit"),
                    room("cli"),
                    "org.junit..",
                    "picocli..");

    @ArchTest
    static final ArchRule theProgramKnowsNoExample = noClasses()
            .that()
            .resideInAPackage(room("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("example"));

    @ArchTest
    static final ArchRule jsonStaysAtTheEdges = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .and()
            .resideOutsideOfPackages(
                    room("journal"), "io.trialsync.device.companion..", room("align"), room("export"), room("report"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule httpStaysWithItsDevice = noClasses()
            .that()
            .resideInAnyPackage("io.trialsync..")
            .and()
            .resideOutsideOfPackage("io.trialsync.device.companion..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule tablesAreReadAndWrittenInTheirRooms = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .and()
            .resideOutsideOfPackages(room("align"), room("export"), room("report"))
            // live samples go to their tables while the session runs
            .and()
            .doNotHaveFullyQualifiedName("io.trialsync.session.SampleTable")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("de.siegmar.fastcsv..");

    @ArchTest
    static final ArchRule timeIsInjectedOutsideOfItsSources = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.trialsync.clock.HostClock")
            .and()
            .doNotHaveFullyQualifiedName("io.trialsync.device.DeviceContext")
            // the token that a phone echoes is not used as a time
            .and()
            .doNotHaveFullyQualifiedName("io.trialsync.device.companion.TimeEchoChannel")
            // whether a stamp may be one of today at all
            .and()
            .doNotHaveFullyQualifiedName("io.trialsync.device.companion.EventChannel")
            // adds up how long its own callbacks take
            .and()
            .doNotHaveFullyQualifiedName("io.trialsync.junit.ExperimentExtension")
            .and()
            .doNotHaveFullyQualifiedName("io.trialsync.testng.ExperimentClass")
            .and()
            .resideOutsideOfPackages(room("cli"), room("simulator"))
            .should()
            .accessTargetWhere(readsAClockOfTheMachine());

    @ArchTest
    static final ArchRule theSimulatorReadsTheMachinesClocksWhereItIsStartedOnly = noClasses()
            .that()
            .resideInAPackage(room("simulator"))
            .and()
            .haveSimpleNameNotEndingWith("Builder")
            .and()
            .haveSimpleNameNotEndingWith("Provider")
            .should()
            .accessTargetWhere(readsAClockOfTheMachine());

    @ArchTest
    static final ArchRule nothingIsSerialisedByJava = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.rmi..");

    @ArchTest
    static final ArchRule noFieldOfAClassChanges =
            fields().that().areStatic().should().beFinal();

    private static DescribedPredicate<JavaAccess<?>> readsAClockOfTheMachine() {
        Set<String> readings = Set.of(
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.time.Instant.now",
                "java.time.Clock.systemUTC",
                "java.time.Clock.systemDefaultZone",
                "java.time.LocalDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.time.OffsetDateTime.now");
        return describe(
                "reads a clock of the machine",
                access -> readings.contains(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName()));
    }
}
