package io.lagcast.recommender.replays;

import io.lagcast.costmodel.Beliefs;
import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.costmodel.rebalance.Orphans;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.history.ProductionRate;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the scenario of a replay from what is stored and what was learned. */
@Component
class RecordedScenario {

    /** Less says nothing about a scaler. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    /** With more of it missing the arrivals are made up rather than recorded. */
    private static final double MOST_MISSING = 0.5;

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    /** Two weeks by 5 minutes, with room: as many points as a chart can show and history gives at once. */
    private static final int MOST_POINTS = 4500;

    private final Histories histories;
    private final Ledger ledger;

    RecordedScenario(Histories histories, Ledger ledger) {
        this.histories = histories;
        this.ledger = ledger;
    }

    /**
     * Reads what was recorded.
     *
     * @throws ReplayImpossible if too little is known
     */
    Recording read(ReplayQuestion question) {
        String workload = question.workload().name();
        Beliefs beliefs = ledger.latest(workload)
                .map(Recommendation::advice)
                .map(advice -> advice.beliefs())
                .filter(known -> known.throughputMedian().value() > 0)
                .orElseThrow(
                        () -> new ReplayImpossible(
                                "The throughput of a replica is unknown: wait until it was seen, or give priors.throughputPerReplica."));
        int partitions =
                histories.read(workload, history -> history.partitions().size());
        if (partitions == 0) {
            throw new ReplayImpossible("The partitions of the group are unknown: no sample was read since the start.");
        }
        Instant begin = question.from().minus(question.warmUp());
        List<ProductionRate> rates = histories.production(workload, begin).toList();
        Trace whole = RecordedArrivals.between(rates, begin, question.to());
        int learned = (int)
                Math.max(0, Duration.between(whole.start(), question.from()).dividedBy(whole.step()));
        if (whole.step().multipliedBy(whole.length() - learned).compareTo(SHORTEST) < 0) {
            throw new ReplayImpossible("Arrivals are stored from " + whole.start() + " on; at least " + SHORTEST
                    + " of them must lie before " + question.to() + ".");
        }
        Trace played = whole.part(learned, whole.length());
        double missing = RecordedArrivals.missing(rates, played.start(), question.to()) / (double) played.length();
        if (missing > MOST_MISSING) {
            throw new ReplayImpossible("Of the arrivals from " + played.start() + " to " + question.to()
                    + " too much is missing: " + Math.round(100 * missing) + " %.");
        }
        Optional<Trace> past = learned < 2 ? Optional.empty() : Optional.of(whole.part(0, learned));
        return recording(question, beliefs, partitions, played, past, missing);
    }

    private Recording recording(
            ReplayQuestion question,
            Beliefs beliefs,
            int partitions,
            Trace played,
            Optional<Trace> past,
            double missing) {
        WorkloadPolicy policy = question.workload().policy();
        Duration step = played.duration().dividedBy(Duration.ofMinutes(1)) <= MOST_POINTS
                ? Duration.ofMinutes(1)
                : Duration.ofMinutes(5);
        Measured measured = Measured.of(
                histories.query(question.workload().name(), played.start(), question.to(), step),
                step,
                policy.objective().lagTime());
        int threads = (partitions + policy.threadsPerReplica() - 1) / policy.threadsPerReplica();
        int most = Math.max(policy.minReplicas(), Math.min(policy.maxReplicas(), threads));
        int initial = Optional.ofNullable(measured.countSince().firstEntry())
                .map(Map.Entry::getValue)
                .orElse(most);
        Scenario scenario = new Scenario(
                group(question, beliefs, threads),
                Arrivals.smooth(played.values(), played.step()),
                past,
                played.start(),
                INTERVAL,
                new Objective(
                        atLeastASecond(policy.objective().lagTime()),
                        policy.objective().attainment()),
                policy.latePenalty(),
                policy.minReplicas(),
                Math.max(1, most),
                Math.clamp(initial, policy.minReplicas(), Math.max(1, most)),
                policy.priors().throughputPerReplica().or(() -> Optional.of(beliefs.throughputMedian())),
                0,
                1);
        return new Recording(scenario, played, missing, measured);
    }

    /** Threads of a replica share its throughput: it is taken for one consumer of as many partitions. */
    private GroupSettings group(ReplayQuestion question, Beliefs beliefs, int consumers) {
        Duration unserved = histories.read(question.workload().name(), history -> Orphans.of(
                        history.membership(), question.workload().policy().priors())
                .unserved());
        return new GroupSettings(
                consumers,
                beliefs.throughputMedian(),
                wholeSeconds(beliefs.startUp()),
                Duration.ZERO,
                wholeSeconds(beliefs.rebalancePause()),
                beliefs.protocol(),
                wholeSeconds(unserved),
                GroupSettings.COMMIT_INTERVAL,
                false,
                0,
                1);
    }

    private static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
    }

    private static Duration atLeastASecond(Duration duration) {
        Duration whole = wholeSeconds(duration);
        return whole.isZero() ? Duration.ofSeconds(1) : whole;
    }

    /**
     * What was recorded.
     *
     * @param scenario everything but who decides
     * @param arrivals records per second, by minute
     * @param missing share of the arrivals that is not known and lies on straight lines
     * @param measured what was measured meanwhile
     */
    record Recording(Scenario scenario, Trace arrivals, double missing, Measured measured) {}
}
