package io.lagcast.recommender.externalmetrics;

import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Standing;
import io.lagcast.recommender.problems.KnownRecommendations;
import io.lagcast.recommender.problems.KnownWorkloads;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.Workloads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The metric {@code lagcast-desired-replicas}: the count to run now. A workload that has none is left out, and when that leaves nothing there is no
 * answer: an HPA adds up what it is given, and the sum of nothing is not zero.
 */
@Component
class MetricValues {

    static final String METRIC = "lagcast-desired-replicas";

    private static final String WORKLOAD = "workload";
    private static final long NOT_A_RATE = 0;

    private final Workloads workloads;
    private final KnownWorkloads known;
    private final Ledger ledger;

    MetricValues(Workloads workloads, KnownWorkloads known, Ledger ledger) {
        this.workloads = workloads;
        this.known = known;
        this.ledger = ledger;
    }

    /**
     * The values of the workloads that are selected, by name.
     *
     * @throws ProblemException if none is selected, or none of those has a recommendation in force
     */
    List<ExternalMetricValue> selected(LabelSelector selector) {
        List<String> names = known.all().stream()
                .map(Workload::name)
                .filter(name -> selector.matches(labels(name)))
                .toList();
        if (names.isEmpty()) {
            throw nobody();
        }
        List<ExternalMetricValue> values =
                names.stream().flatMap(name -> value(name).stream()).toList();
        if (values.isEmpty()) {
            throw nothing(names);
        }
        return values;
    }

    private Optional<ExternalMetricValue> value(String workload) {
        return switch (ledger.standing(workload)) {
            case Standing.InForce standing ->
                Optional.of(new ExternalMetricValue(
                        METRIC,
                        labels(workload),
                        standing.recommendation().time().truncatedTo(ChronoUnit.SECONDS),
                        NOT_A_RATE,
                        String.valueOf(standing.replicas())));
            case Standing.Expired expired -> Optional.empty();
            case Standing.Missing missing -> Optional.empty();
        };
    }

    private static Map<String, String> labels(String workload) {
        return Map.of(WORKLOAD, workload);
    }

    private ProblemException nobody() {
        if (!workloads.loaded()) {
            return new ProblemException(
                            ProblemType.DATABASE_UNAVAILABLE,
                            "No configured workload is selected, and the stored ones could not be read since the start.")
                    .retryAfter(KnownRecommendations.NEXT_DECISION);
        }
        return new ProblemException(
                ProblemType.UNKNOWN_WORKLOAD,
                "No workload is selected. The label is workload, its values are the names at /api/v1/workloads.");
    }

    private static ProblemException nothing(List<String> names) {
        String which = names.size() == 1 ? "\"" + names.getFirst() + "\"" : "any of the " + names.size() + " selected";
        return new ProblemException(
                        ProblemType.NO_RECOMMENDATION,
                        "There is no recommendation in force for " + which
                                + ": nothing was recommended yet, or it has expired. Maybe samples do not arrive.")
                .retryAfter(KnownRecommendations.NEXT_DECISION);
    }

    /**
     * One value of the metric, in the form of {@code external.metrics.k8s.io/v1beta1}.
     *
     * @param metricName name of the metric
     * @param metricLabels whose value it is
     * @param timestamp event time of the newest sample it rests on
     * @param window seconds a rate was measured over; 0 = it is none
     * @param value the count as a quantity
     */
    record ExternalMetricValue(
            String metricName, Map<String, String> metricLabels, Instant timestamp, long window, String value) {}
}
