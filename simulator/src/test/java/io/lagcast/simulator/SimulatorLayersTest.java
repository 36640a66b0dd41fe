package io.lagcast.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.lagcast.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class SimulatorLayersTest {

    @ArchTest
    static final ArchRule THE_WORLD_KNOWS_NO_SCALER = noClasses()
            .that()
            .resideInAnyPackage("io.lagcast.simulator.world..", "io.lagcast.simulator.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lagcast.simulator.scaler..", "io.lagcast.simulator.report..")
            .because("the same truth meets every scaler");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.lagcast.simulator.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule HAS_NO_CLOCK_AND_NO_AMBIENT_CHANCE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .because("the same scenario and seed give the same table");

    @ArchTest
    static final ArchRule SEES_ONLY_THE_FORECASTER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lagcast.forecasting.backtest..",
                    "io.lagcast.forecasting.bucket..",
                    "io.lagcast.forecasting.expert..",
                    "io.lagcast.forecasting.interval..",
                    "io.lagcast.forecasting.longterm..",
                    "io.lagcast.forecasting.shortterm..")
            .because("the production advisor is driven from outside");
}
