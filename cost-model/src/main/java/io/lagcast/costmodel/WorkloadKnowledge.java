package io.lagcast.costmodel;

import io.lagcast.costmodel.capacity.ScalingEffect;
import io.lagcast.costmodel.capacity.SeenDeals;
import io.lagcast.costmodel.capacity.Throughput;
import io.lagcast.costmodel.capacity.ThroughputEstimate;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import io.lagcast.forecasting.Forecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was learned about one workload: its arrivals, the throughput of a replica, how long replicas take to start and how long a rebalance stops
 * them. Mutable, one owner; {@link #snapshot()} is what survives a restart.
 */
public final class WorkloadKnowledge {

    /** Start-up of a replica before one was timed: a warm image on a node that is there. */
    public static final Duration PRIOR_START_UP = Duration.ofSeconds(30);

    /** Seconds of arrivals: what is merely not committed yet (5 s by default) and some more. */
    private static final double CAUGHT_UP_SECONDS = 8;

    /** A thread that takes long for a record has caught up when it is behind by no more than that and the next ones. */
    private static final double CAUGHT_UP_RECORDS = 3;

    private static final double NEARLY_ALL = 0.9;

    private final Forecaster arrivals;
    private final ThroughputEstimate throughput = new ThroughputEstimate();
    private final ScalingEffect effect = new ScalingEffect();
    private final SeenDeals deals = new SeenDeals();
    private final Stretch backlogged = new Stretch();
    private final Stretch keepingUp = new Stretch();
    private final MoveTiming moves = new MoveTiming();
    private final ForecastAudit audit = new ForecastAudit();
    private @Nullable RebalanceProtocol protocol;
    private @Nullable Instant arrivalsUntil;
    private Instant now = Instant.EPOCH;
    private OptionalDouble present = OptionalDouble.empty();
    private Duration latest = Duration.ZERO;

    public WorkloadKnowledge(Forecaster arrivals) {
        this.arrivals = arrivals;
    }

    /** Knowledge whose forecaster has learned the arrivals up to {@code arrivalsUntil} already. */
    public WorkloadKnowledge(Forecaster arrivals, Instant arrivalsUntil) {
        this.arrivals = arrivals;
        this.arrivalsUntil = arrivalsUntil;
    }

    /** Absorbs a production rate of the past; what was learned already is skipped. */
    public void learnArrivals(Instant from, Instant to, RecordsPerSecond rate) {
        Instant begin = arrivalsUntil != null && from.isBefore(arrivalsUntil) ? arrivalsUntil : from;
        if (!begin.isBefore(to)) {
            return;
        }
        arrivals.observe(begin, to, rate.value());
        arrivalsUntil = to;
    }

    /** Absorbs the newest measurement of {@code history}; to be called after every append. */
    public void learn(WorkloadHistory history, Measurement newest) {
        now = newest.time();
        protocol = history.membership().protocol().orElse(protocol);
        if (newest.produced().isPresent() && newest.interval().isPresent()) {
            present = newest.produced();
            Instant from = newest.time().minus(newest.interval().get());
            learnArrivals(
                    from, newest.time(), new RecordsPerSecond(newest.produced().getAsDouble()));
        }
        learnThroughput(history, newest);
        learnDeal(history, newest);
        if (history.size() > 1) {
            RecordsPerSecond median = throughput.at(now, Optional.empty()).median();
            moves.learn(history.measurement(history.size() - 2), newest, median);
        }
        audit.check(history, now);
    }

    /** Remembers what was recommended, so that the start-up it causes can be timed and its forecast judged. */
    public void note(Advice advice) {
        moves.note(advice);
        audit.note(advice, present);
    }

    /** The count that was advised, is not there yet, and was asked for too recently to be given up. */
    OptionalInt pending(Instant time, Duration patience) {
        boolean recent = Duration.between(moves.advisedSince(), time).compareTo(patience) <= 0;
        return recent ? moves.advised() : OptionalInt.empty();
    }

    /** What to believe now: learned where it was seen, the policy's prior where not. */
    public Beliefs beliefs(WorkloadPolicy policy) {
        Priors priors = policy.priors();
        RebalanceProtocol believed =
                Optional.ofNullable(protocol).or(priors::protocol).orElse(RebalanceProtocol.EAGER);
        Throughput replica = throughput.at(now, priors.throughputPerReplica());
        return new Beliefs(
                replica.low(),
                replica.median(),
                replica.observations(),
                moves.startUp().value(priors.startUp().orElse(PRIOR_START_UP)),
                moves.startUp().observations(),
                moves.pause().value(priors.rebalancePause().orElse(RebalanceModel.priorPause(believed))),
                moves.pause().observations(),
                believed);
    }

    public Forecaster arrivals() {
        return arrivals;
    }

    /** Whether the forecast of {@code lead} ahead beats repeating the last value, by its own record and by what came of earlier ones. */
    boolean forecastTrusted(Duration lead) {
        OptionalDouble relativeLoss = arrivals.relativeLoss(lead);
        return !audit.record().discredits() && relativeLoss.isPresent() && relativeLoss.getAsDouble() < 1;
    }

    /** How far a forecast that is trusted is to be doubted, by what came of earlier ones. */
    double forecastDoubt() {
        return audit.record().doubt();
    }

    public LearnedState snapshot() {
        return new LearnedState(
                throughput.snapshot(),
                moves.startUp().snapshot(),
                moves.pause().snapshot(),
                Optional.ofNullable(protocol),
                audit.record(),
                Optional.ofNullable(arrivalsUntil));
    }

    /** Takes up what an earlier owner had learned, but for the arrivals: their forecaster comes with the constructor. */
    public void restore(LearnedState state) {
        throughput.restore(state.throughput());
        moves.startUp().restore(state.startUpSeconds());
        moves.pause().restore(state.pauseSeconds());
        protocol = state.protocol().orElse(protocol);
        audit.restore(state.forecast());
    }

    private void learnThroughput(WorkloadHistory history, Measurement newest) {
        int replicas = serving(newest);
        boolean steady = replicas > 0
                && newest.consumed().isPresent()
                && newest.interval().isPresent()
                && isSteady(history, newest);
        if (!steady) {
            backlogged.end();
            keepingUp.end();
            return;
        }
        if (newest.teachesThroughput() || catchesUp(history, newest)) {
            keepingUp.end();
            backlogged.add(newest, replicas).ifPresent(rate -> learnBacklogged(newest.time(), replicas, rate));
            return;
        }
        backlogged.end();
        keepingUp.add(newest, replicas).ifPresent(rate -> throughput.atLeast(newest.time(), rate));
    }

    /** What replicas do that wait for something behind them is not their throughput. */
    private void learnBacklogged(Instant time, int replicas, RecordsPerSecond perReplica) {
        effect.observe(time, replicas, perReplica.value() * replicas);
        if (effect.bound(time).isEmpty()) {
            throughput.observe(time, perReplica);
        }
    }

    /** What shows that replicas are not what limits the group, if something does. */
    Optional<ScalingEffect.Bound> downstreamBound(Instant time) {
        return effect.bound(time);
    }

    /**
     * Whether nearly every partition still had a backlog at the end of an interval in which the group was stable and the same throughout. A group that
     * catches up has then had enough to do all the time: after the pause of every move there are a few such intervals.
     */
    private boolean catchesUp(WorkloadHistory history, Measurement newest) {
        double median = throughput.at(now, Optional.empty()).median().value();
        double behindSeconds = Math.max(CAUGHT_UP_SECONDS, median > 0 ? CAUGHT_UP_RECORDS / median : 0);
        double least = behindSeconds * newest.produced().orElse(0);
        if (least == 0 || newest.lag().orElse(0) < least) {
            return false;
        }
        List<PartitionRate> partitions = history.partitions().partitions();
        long behind = partitions.stream()
                .filter(partition -> partition.lag() >= behindSeconds * partition.arrivalPerSecond())
                .count();
        return behind >= NEARLY_ALL * partitions.size();
    }

    /** Whether the group was stable, complete and the same at both ends of the newest interval. */
    private static boolean isSteady(WorkloadHistory history, Measurement newest) {
        if (history.size() < 2 || newest.gap() || newest.groupState() != GroupState.STABLE) {
            return false;
        }
        Measurement before = history.measurement(history.size() - 2);
        return !before.gap()
                && before.groupState() == GroupState.STABLE
                && before.replicas().equals(newest.replicas());
    }

    /** What so many replicas carry shows while the latest partition is later than commits are. */
    private void learnDeal(WorkloadHistory history, Measurement newest) {
        Duration before = latest;
        latest = PartitionRates.latest(history.partitions().partitions().stream());
        boolean late = Math.min(before.toMillis(), latest.toMillis()) > CAUGHT_UP_SECONDS * 1000;
        if (!late || newest.produced().isEmpty() || newest.interval().isEmpty() || !isSteady(history, newest)) {
            deals.stop();
            return;
        }
        deals.add(
                newest.time(),
                newest.interval().get(),
                newest.produced().getAsDouble(),
                latest.minus(before),
                serving(newest));
    }

    /** Records a second that counts of replicas were seen to carry when a partition was late, by count. */
    Map<Integer, Double> carriedPerSecond(Instant time) {
        return deals.carriedPerSecond(time);
    }

    /** Replicas that can have had something to do. */
    private static int serving(Measurement measurement) {
        int ready = measurement
                .replicas()
                .map(counts -> counts.ready().orElse(counts.desired()))
                .orElse(0);
        return Math.min(ready, Math.max(1, measurement.partitions()));
    }
}
