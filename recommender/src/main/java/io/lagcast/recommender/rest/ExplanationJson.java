package io.lagcast.recommender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Beliefs;
import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.Reason;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.recommender.cycle.Explanation;
import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.ledger.RecommendationJson.ReasonJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a recommendation is what it is.
 *
 * @param workload whose
 * @param time event time of the newest sample it rests on
 * @param action what is recommended
 * @param desiredReplicas replicas recommended
 * @param currentReplicas replicas when it was made
 * @param reason why
 * @param unit unit of all prices
 * @param candidates every replica count that was priced, ascending
 * @param learned what was believed about the workload
 * @param forecast how well its future is known
 * @param partitions what its partitions allow and until when; absent before they were read
 * @param traceId trace it was decided in; absent if it was not traced
 */
record ExplanationJson(
        String workload,
        Instant time,
        Action action,
        int desiredReplicas,
        int currentReplicas,
        ReasonJson reason,
        String unit,
        List<CandidateJson> candidates,
        LearnedJson learned,
        ForecastRecordJson forecast,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PartitionsJson partitions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceId) {

    ExplanationJson {
        candidates = List.copyOf(candidates);
    }

    static ExplanationJson of(Explanation explanation) {
        Advice advice = explanation.latest().advice();
        return new ExplanationJson(
                explanation.latest().workload(),
                advice.time(),
                explanation.latest().action(),
                advice.decision().desired().count(),
                advice.current().count(),
                reason(advice.decision().reason()),
                "replica-seconds",
                advice.candidates().stream()
                        .map(candidate -> CandidateJson.of(candidate, advice))
                        .toList(),
                LearnedJson.of(advice.beliefs()),
                new ForecastRecordJson(
                        advice.forecastTrusted(),
                        explanation.scores().stream().map(ModelJson::of).toList()),
                explanation.partitions().map(PartitionsJson::of).orElse(null),
                explanation.latest().provenance().traceId().orElse(null));
    }

    private static ReasonJson reason(Reason reason) {
        return new ReasonJson(reason.code(), reason.text(), new TreeMap<>(reason.facts()));
    }

    /**
     * One replica count and its price over the plan's horizon.
     *
     * @param replicas the count
     * @param total sum of the three parts
     * @param running replicas kept
     * @param lateness records expected late
     * @param moving moves of the best plan through this count
     * @param chosen whether it is recommended
     * @param current whether it was in force
     */
    record CandidateJson(
            int replicas,
            double total,
            double running,
            double lateness,
            double moving,
            boolean chosen,
            boolean current) {

        static CandidateJson of(Candidate candidate, Advice advice) {
            return new CandidateJson(
                    candidate.replicas().count(),
                    candidate.total().value(),
                    candidate.running().value(),
                    candidate.lateness().value(),
                    candidate.moving().value(),
                    candidate.replicas().equals(advice.decision().desired()),
                    candidate.replicas().equals(advice.current()));
        }
    }

    /**
     * What was believed about the workload; 0 observations: a prior.
     *
     * @param throughputPerReplica records per second one replica processes
     * @param startUp from asking for a replica to its first record
     * @param rebalancePause how long a rebalance stops the partitions it stops
     * @param protocol how the group rebalances
     */
    record LearnedJson(
            ThroughputJson throughputPerReplica,
            DurationJson startUp,
            DurationJson rebalancePause,
            RebalanceProtocol protocol) {

        static LearnedJson of(Beliefs beliefs) {
            return new LearnedJson(
                    new ThroughputJson(
                            beliefs.throughputLow().value(),
                            beliefs.throughputMedian().value(),
                            beliefs.throughputObservations()),
                    new DurationJson(beliefs.startUp(), beliefs.startUpObservations()),
                    new DurationJson(beliefs.rebalancePause(), beliefs.rebalanceObservations()),
                    beliefs.protocol());
        }
    }

    /**
     * Records per second of one replica.
     *
     * @param low cautious value, for scaling in
     * @param median for scaling out
     * @param observations windows that taught it
     */
    record ThroughputJson(double low, double median, int observations) {}

    /**
     * A learned duration.
     *
     * @param value the duration
     * @param observations how often it was seen
     */
    record DurationJson(Duration value, int observations) {}

    /**
     * How well the future is known.
     *
     * @param trusted whether the forecast decided; otherwise the reactive answer did
     * @param models each model's recent record in every range of leads: nearest first, within a range the best first
     */
    record ForecastRecordJson(boolean trusted, List<ModelJson> models) {

        ForecastRecordJson {
            models = List.copyOf(models);
        }
    }
}
