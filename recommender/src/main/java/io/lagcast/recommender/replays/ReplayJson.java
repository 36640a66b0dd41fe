package io.lagcast.recommender.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.recommender.replays.Comparison.Ranked;
import io.lagcast.recommender.replays.Comparison.Role;
import io.lagcast.recommender.replays.RecordedScenario.Recording;
import io.lagcast.simulator.Outcome;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replay of a workload's own recorded arrivals. Fields of the answer are absent until there is one.
 *
 * @param id its id
 * @param workload whose arrivals
 * @param state RUNNING, DONE or FAILED
 * @param askedAt when it was asked for
 * @param from where the replay begins
 * @param to where it ends
 * @param doing the scaler that runs now
 * @param progress share done, from 0 to 1
 * @param detail why there is no answer
 * @param summary the answer in a sentence or two
 * @param assumptions what the simulated group is taken for
 * @param measured what was measured in that time, not simulated
 * @param scalers what each scaler would have cost and missed in the simulated group
 * @param course how it would have gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayJson(
        String id,
        String workload,
        StateName state,
        Instant askedAt,
        Instant from,
        Instant to,
        @Nullable String doing,
        @Nullable Double progress,
        @Nullable String detail,
        @Nullable String summary,
        @Nullable AssumptionsJson assumptions,
        @Nullable MeasuredJson measured,
        @Nullable List<ScalerJson> scalers,
        @Nullable CourseJson course) {

    /** How far a replay is. */
    enum StateName {
        RUNNING,
        DONE,
        FAILED
    }

    /** Everything that is known of it. */
    static ReplayJson of(ReplayRun run) {
        return switch (run.state()) {
            case ReplayRun.Running running ->
                unanswered(run, StateName.RUNNING, running.doing(), running.share(), null);
            case ReplayRun.Failed failed -> unanswered(run, StateName.FAILED, null, null, failed.why());
            case ReplayRun.Done done -> answered(run, done.recording(), done.outcomes());
        };
    }

    /** The same with another course, or with none. */
    ReplayJson withCourse(@Nullable CourseJson other) {
        return new ReplayJson(
                id,
                workload,
                state,
                askedAt,
                from,
                to,
                doing,
                progress,
                detail,
                summary,
                assumptions,
                measured,
                scalers,
                other);
    }

    /** The same if it is over; otherwise what is to be said of it when nobody runs it any more. */
    ReplayJson leftAlone() {
        return state != StateName.RUNNING
                ? this
                : new ReplayJson(
                        id,
                        workload,
                        StateName.FAILED,
                        askedAt,
                        from,
                        to,
                        null,
                        null,
                        "The instance that ran it is gone. POST starts another.",
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    private static ReplayJson unanswered(
            ReplayRun run,
            StateName state,
            @Nullable String doing,
            @Nullable Double progress,
            @Nullable String detail) {
        return new ReplayJson(
                run.id().toString(),
                run.question().workload().name(),
                state,
                run.askedAt(),
                run.question().from(),
                run.question().to(),
                doing,
                progress,
                detail,
                null,
                null,
                null,
                null,
                null);
    }

    private static ReplayJson answered(ReplayRun run, Recording recording, List<Ranked> outcomes) {
        Optional<Outcome> clairvoyant = outcomes.stream()
                .filter(one -> one.role() == Role.CLAIRVOYANT)
                .map(Ranked::outcome)
                .findFirst();
        return new ReplayJson(
                run.id().toString(),
                run.question().workload().name(),
                StateName.DONE,
                run.askedAt(),
                recording.scenario().start(),
                run.question().to(),
                null,
                1.0,
                null,
                ReplayWords.summary(
                        recording, outcomes, run.question().workload().policy().price()),
                AssumptionsJson.of(recording),
                MeasuredJson.of(recording.measured()),
                outcomes.stream().map(one -> ScalerJson.of(one, clairvoyant)).toList(),
                CourseJson.of(recording, outcomes));
    }

    /**
     * What the simulated group is taken for.
     *
     * @param consumers partitions, or as many of them as threads of a replica share
     * @param throughputPerReplica records per second, as learned
     * @param startUp from asking for a replica to its joining, as learned
     * @param rebalancePause how long a rebalance stops partitions, as learned
     * @param protocol how the group rebalances
     * @param sessionTimeout static members: how long partitions stay unserved after scaling in; zero otherwise
     * @param lagTime the objective
     * @param minReplicas fewest replicas allowed
     * @param maxReplicas most replicas allowed
     * @param learnedBefore how much of the time before could be learned from
     * @param missingShare share of the arrivals that is not known and lies on straight lines
     */
    record AssumptionsJson(
            int consumers,
            double throughputPerReplica,
            Duration startUp,
            Duration rebalancePause,
            RebalanceProtocol protocol,
            Duration sessionTimeout,
            Duration lagTime,
            int minReplicas,
            int maxReplicas,
            Duration learnedBefore,
            double missingShare) {

        static AssumptionsJson of(Recording recording) {
            Scenario scenario = recording.scenario();
            return new AssumptionsJson(
                    scenario.group().partitions(),
                    scenario.group().throughput().value(),
                    scenario.group().startUp(),
                    scenario.group().pause(),
                    scenario.group().protocol(),
                    scenario.group().sessionTimeout(),
                    scenario.objective().lagTime(),
                    scenario.minReplicas(),
                    scenario.maxReplicas(),
                    scenario.history().map(past -> past.duration()).orElse(Duration.ZERO),
                    recording.missing());
        }
    }

    /**
     * What was measured, not simulated.
     *
     * @param knownShare share of the time of which the replicas are known
     * @param meanReplicas mean count
     * @param replicaHours hours paid
     * @param moves changes of the count asked for
     * @param maxLagRecords largest lag; absent if unknown
     * @param maxLagSeconds largest lag time
     * @param shareOfTimeInTime share of the time in which the largest lag time was within the objective
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MeasuredJson(
            double knownShare,
            double meanReplicas,
            double replicaHours,
            int moves,
            @Nullable Double maxLagRecords,
            double maxLagSeconds,
            double shareOfTimeInTime) {

        static MeasuredJson of(Measured measured) {
            return new MeasuredJson(
                    measured.knownShare(),
                    measured.meanReplicas(),
                    measured.replicaHours(),
                    measured.moves(),
                    measured.maxLagRecords().isPresent()
                            ? measured.maxLagRecords().getAsDouble()
                            : null,
                    measured.maxLagTime().toMillis() / 1000.0,
                    measured.stepsInTime());
        }
    }

    /**
     * What a scaler would have cost and missed.
     *
     * @param scaler as on the command line; "recorded" for the counts that were asked for then
     * @param role why it takes part
     * @param tried out of how many settings it is the best, known only afterwards; 1 where none were tried
     * @param replicaHours hours paid
     * @param meanReplicas mean count
     * @param shareInTime share of the records processed within the objective
     * @param cost replica-hours and the price of what was late, in replica-hours
     * @param costToClairvoyant cost in multiples of the clairvoyant's
     * @param meanLagRecords mean of what waited
     * @param maxLagRecords most that waited
     * @param meanLagTimeSeconds mean age of records when they were processed
     * @param p99LagTimeSeconds age that 99 % of the records did not exceed
     * @param maxLagTimeSeconds greatest age
     * @param moves changes of the count
     * @param movesPerDay the same per day
     */
    record ScalerJson(
            String scaler,
            Role role,
            int tried,
            double replicaHours,
            double meanReplicas,
            double shareInTime,
            double cost,
            @Nullable Double costToClairvoyant,
            double meanLagRecords,
            double maxLagRecords,
            double meanLagTimeSeconds,
            int p99LagTimeSeconds,
            int maxLagTimeSeconds,
            int moves,
            double movesPerDay) {

        static ScalerJson of(Ranked ranked, Optional<Outcome> clairvoyant) {
            Outcome outcome = ranked.outcome();
            return new ScalerJson(
                    outcome.scaler(),
                    ranked.role(),
                    ranked.tried(),
                    outcome.replicaHours(),
                    outcome.meanReplicas(),
                    outcome.shareInTime(),
                    outcome.costHours(),
                    clairvoyant
                            .filter(best -> best.costHours() > 0)
                            .map(best -> outcome.costHours() / best.costHours())
                            .orElse(null),
                    outcome.meanLagRecords(),
                    outcome.maxLagRecords(),
                    outcome.meanLagTimeSeconds(),
                    outcome.p99LagTimeSeconds(),
                    outcome.maxLagTimeSeconds(),
                    outcome.moves(),
                    outcome.movesPerDay());
        }
    }

    /**
     * How it would have gone, in equal steps from the beginning.
     *
     * @param start when the first step begins
     * @param step length of a step
     * @param arrivalsPerSecond mean records per second that arrived
     * @param replicas by scaler, mean replicas asked for
     */
    record CourseJson(Instant start, Duration step, List<Double> arrivalsPerSecond, List<SeriesJson> replicas) {

        /** As many points as a chart shows. */
        private static final int POINTS = 600;

        static CourseJson of(Recording recording, List<Ranked> outcomes) {
            int seconds = recording.scenario().arrivals().seconds();
            int interval = recording.scenario().intervalSeconds();
            int decisions = Math.max(1, (int) Math.ceil((double) seconds / interval / POINTS));
            int step = decisions * interval;
            List<Double> arrivals = new ArrayList<>();
            for (int second = 0; second < seconds; second += step) {
                arrivals.add(rounded(
                        recording.scenario().arrivals().meanPerSecond(second, Math.min(seconds, second + step))));
            }
            return new CourseJson(
                    recording.scenario().start(),
                    Duration.ofSeconds(step),
                    arrivals,
                    outcomes.stream()
                            .map(one -> SeriesJson.of(one.outcome(), decisions))
                            .toList());
        }

        private static double rounded(double value) {
            return Math.rint(value * 100) / 100;
        }
    }

    /**
     * The course of one scaler.
     *
     * @param scaler which
     * @param mean mean replicas asked for, by step
     */
    record SeriesJson(String scaler, List<Double> mean) {

        static SeriesJson of(Outcome outcome, int decisions) {
            List<Double> mean = new ArrayList<>();
            for (int from = 0; from < outcome.course().size(); from += decisions) {
                int to = Math.min(outcome.course().size(), from + decisions);
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += outcome.course().replicas(i);
                }
                mean.add(CourseJson.rounded(sum / (to - from)));
            }
            return new SeriesJson(outcome.scaler(), mean);
        }
    }
}
