package io.lagcast.recommender.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Price;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFormTest {

    @Test
    void readsEveryField() {
        WorkloadPolicy policy = PolicyForm.read(Map.of(
                "minReplicas", 2,
                "maxReplicas", 40,
                "objective", Map.of("lagTime", "1m", "attainment", "99%"),
                "latePenalty", 5,
                "threadsPerReplica", 4,
                "priors",
                        Map.of(
                                "throughputPerReplica",
                                1000,
                                "startUp",
                                "45s",
                                "rebalancePause",
                                "PT10S",
                                "protocol",
                                "COOPERATIVE",
                                "assignor",
                                "RANGE",
                                "sessionTimeout",
                                "90s"),
                "price", Map.of("replicaHour", 0.1, "currency", "EUR")));

        assertThat(policy.minReplicas()).isEqualTo(2);
        assertThat(policy.maxReplicas()).isEqualTo(40);
        assertThat(policy.objective()).isEqualTo(new Objective(Duration.ofMinutes(1), 0.99));
        assertThat(policy.latePenalty()).isEqualTo(5);
        assertThat(policy.threadsPerReplica()).isEqualTo(4);
        assertThat(policy.priors().throughputPerReplica()).contains(new RecordsPerSecond(1000));
        assertThat(policy.priors().startUp()).contains(Duration.ofSeconds(45));
        assertThat(policy.priors().rebalancePause()).contains(Duration.ofSeconds(10));
        assertThat(policy.priors().protocol()).contains(RebalanceProtocol.COOPERATIVE);
        assertThat(policy.priors().assignor()).contains(Assignor.RANGE);
        assertThat(policy.priors().sessionTimeout()).contains(Duration.ofSeconds(90));
        assertThat(policy.price()).contains(new Price(0.1, Currency.getInstance("EUR")));
    }

    @Test
    void takesTheDefaultForWhatIsNotWrittenOrNull() {
        Map<String, Object> form = new HashMap<>();
        form.put("priors", null);
        form.put("maxReplicas", null);

        assertThat(PolicyForm.read(form)).isEqualTo(WorkloadPolicy.DEFAULT);
    }

    @Test
    void letsTheLargestCountFollowASmallestOneAboveTheDefault() {
        assertThat(PolicyForm.read(Map.of("minReplicas", 200)).maxReplicas()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"99.9%, 0.999", "99.9 %, 0.999", "0.999, 0.999", "99.99%, 0.9999", "50%, 0.5"})
    void readsTheAttainmentAsShareOrPercentage(String written, double share) {
        WorkloadPolicy policy = PolicyForm.read(Map.of("objective", Map.of("attainment", written)));

        assertThat(policy.objective().attainment()).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"0.999, 99.9%", "0.9999, 99.99%", "0.5, 50%", "0.07, 7%"})
    void writesTheAttainmentAsPercentage(double share, String written) {
        assertThat(PolicyForm.percent(share)).isEqualTo(written);
    }

    @Test
    void namesTheNearestKnownFieldForAnUnknownOne() {
        List<Violation> violations =
                violations(Map.of("minReplica", 1, "priors", Map.of("startup", "30s"), "nonsense", true));

        assertThat(violations)
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("minReplica", "priors.startup", "nonsense");
        assertThat(violations)
                .extracting(Violation::message)
                .anyMatch(message -> message.endsWith("Maybe you meant minReplicas?"))
                .anyMatch(message -> message.endsWith("Maybe you meant startUp?"))
                .anyMatch(message -> message.contains("Known are minReplicas, maxReplicas"));
    }

    @Test
    void reportsEveryViolationAtOnceWithPathAndValue() {
        List<Violation> violations = violations(Map.of(
                "minReplicas",
                -1,
                "maxReplicas",
                "many",
                "objective",
                Map.of("lagTime", "30", "attainment", 99.9),
                "latePenalty",
                0,
                "threadsPerReplica",
                1.5,
                "priors",
                Map.of("throughputPerReplica", -5, "protocol", "LAZY"),
                "price",
                Map.of("replicaHour", "cheap")));

        assertThat(violations)
                .extracting(violation -> violation.field() + " " + violation.value())
                .containsExactlyInAnyOrder(
                        "minReplicas -1",
                        "maxReplicas \"many\"",
                        "objective.lagTime \"30\"",
                        "objective.attainment 99.9",
                        "latePenalty 0",
                        "threadsPerReplica 1.5",
                        "priors.throughputPerReplica -5",
                        "priors.protocol \"LAZY\"",
                        "price.replicaHour \"cheap\"",
                        "price.currency null");
    }

    @Test
    void refusesMoreReplicasAtLeastThanAtMost() {
        assertThat(violations(Map.of("minReplicas", 5, "maxReplicas", 3)))
                .containsExactly(new Violation("maxReplicas", "3", "must be at least minReplicas, which is 5"));
    }

    @Test
    void refusesASectionThatIsNoMapping() {
        assertThat(violations(Map.of("objective", "30s")))
                .extracting(Violation::message)
                .containsExactly("must be a mapping with the fields lagTime, attainment");
    }

    private static List<Violation> violations(Map<String, ?> form) {
        return catchThrowableOfType(InvalidWorkloadException.class, () -> PolicyForm.read(form))
                .violations();
    }
}
