package io.lagcast.forecasting;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "io.lagcast.forecasting", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule TOUCHES_NO_OUTSIDE_WORLD = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.io", "java.net..", "java.nio.file..", "java.sql..", "java.util.logging.."))
            .because(
                    "the same observations must give the same forecast wherever it runs: simulator, command line, service");

    @ArchTest
    static final ArchRule STARTS_NO_THREADS = noClasses()
            .should()
            .dependOnClassesThat(type(Thread.class).or(resideInAnyPackage("java.util.concurrent..")))
            .because("the owner of a forecaster decides when it works; a forecaster is confined to its owner");

    @ArchTest
    static final ArchRule DOES_NOT_KNOW_WHAT_TIME_IT_IS = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat(type(Clock.class))
            .because("event time drives everything, so that a replay decides as the live run did");

    @ArchTest
    static final ArchRule ROLLS_NO_DICE = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat(type(ThreadLocalRandom.class))
            .because("same history, same forecast, bit for bit");

    @ArchTest
    static final ArchRule NAMES_PACKAGES_AFTER_THE_SUBJECT = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..helper..", "..common..", "..impl..", "..dto..", "..manager..")
            .because("a package is a noun of the domain; a drawer for odds and ends has no owner")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule HAS_NO_CYCLES_BETWEEN_SUBPACKAGES = slices().matching("io.lagcast.forecasting.(*)..")
            .should()
            .beFreeOfCycles()
            .because("models, spreads and the backtest can each be read alone");
}
