package io.lagcast.costmodel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.lagcast.costmodel", importOptions = ImportOption.DoNotIncludeTests.class)
class CostModelIsPureTest {

    @ArchTest
    static final ArchRule DOES_NO_INPUT_OR_OUTPUT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.sql..", "java.util.concurrent..")
            .because("the core is arithmetic: it takes values and returns values");

    @ArchTest
    static final ArchRule STARTS_NO_THREAD = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .because("whoever owns a workload's state decides when it runs");

    @ArchTest
    static final ArchRule HAS_NO_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("event time drives decisions, so that history can be replayed");

    @ArchTest
    static final ArchRule HAS_NO_AMBIENT_INPUT = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(Boolean.class, "getBoolean", String.class)
            .because("the same history and policy give the same decision, bit for bit");

    @ArchTest
    static final ArchRule SEES_ONLY_THE_FORECASTER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lagcast.forecasting.backtest..",
                    "io.lagcast.forecasting.bucket..",
                    "io.lagcast.forecasting.interval..",
                    "io.lagcast.forecasting.longterm..",
                    "io.lagcast.forecasting.point..",
                    "io.lagcast.forecasting.shortterm..")
            .because("cost-model depends on forecasting's root package only (architecture.md)");
}
