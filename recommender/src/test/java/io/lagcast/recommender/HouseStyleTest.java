package io.lagcast.recommender;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "io.lagcast.recommender", importOptions = DoNotIncludeTests.class)
class HouseStyleTest {

    @ArchTest
    static final ArchRule PACKAGES_ARE_DOMAIN_NOUNS = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..helper..",
                    "..helpers..",
                    "..manager..",
                    "..common..",
                    "..base..",
                    "..impl..",
                    "..dto..",
                    "..model..")
            .because("a package is named after what it is about, as said aloud in a design meeting");

    @ArchTest
    static final ArchRule CLASSES_ARE_NOUNS_OF_THE_DOMAIN = noClasses()
            .that()
            .resideOutsideOfPackage("..keda.protocol..")
            .should()
            .haveNameMatching(".*(Service|Impl|Manager|Helper|Utils?|Dto)")
            .because("such a name says nothing; one implementation needs no interface");

    @ArchTest
    static final ArchRule ONE_CLOCK = noClasses()
            .that()
            .areNotAssignableTo(LagcastApplication.class)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time comes from the injected InstantSource, so that tests and replays can set it");

    @ArchTest
    static final ArchRule NO_AMBIENT_RANDOMNESS = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .because("the same history, policy and seed give the same decision");

    @ArchTest
    static final ArchRule OUTLETS_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    "io.lagcast.recommender.(rest|events|metrics|console|webhooks|kafkaoutlet|keda|externalmetrics|wpa|operator)..")
            .should()
            .notDependOnEachOther()
            .because("deleting an outlet must leave everything else compiling");
}
