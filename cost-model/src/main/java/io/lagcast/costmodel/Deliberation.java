package io.lagcast.costmodel;

import io.lagcast.costmodel.Reason.Code;
import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.lag.LatenessPrice;
import io.lagcast.costmodel.plan.PlannedGroup;
import io.lagcast.costmodel.plan.PricedCounts;
import io.lagcast.costmodel.plan.RecedingHorizonPlan;
import io.lagcast.costmodel.rebalance.Orphans;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** One decision on its way: the inputs, prepared once, and the rules in their order. */
final class Deliberation {

    private static final Duration PLAN_LENGTH = Duration.ofMinutes(10);
    private static final Duration LONGEST_PLAN = Duration.ofHours(6);
    private static final int PLAN_STEPS = 60;

    private final WorkloadKnowledge knowledge;
    private final WorkloadPolicy policy;
    private final Situation situation;
    private final Beliefs beliefs;
    private final Obstacles obstacles;
    private final int current;
    private final PartitionLayout layout;
    private final Orphans orphans;
    private final int[] counts;
    private final Duration planStep;
    private final Forecast forecast;
    private final boolean trusted;
    private final ArrivalOutlook outlook;
    private final boolean wakesFromNothing;

    Deliberation(
            WorkloadHistory history,
            WorkloadKnowledge knowledge,
            WorkloadPolicy policy,
            Situation seen,
            Beliefs beliefs) {
        this.knowledge = knowledge;
        this.policy = policy;
        this.beliefs = beliefs;
        List<PartitionRate> partitions = history.partitions().partitions();
        this.obstacles = Obstacles.of(partitions, seen, beliefs, policy, knowledge.downstreamBound(seen.time()));
        this.layout = layout(history, seen);
        Situation reachable = seen.without(obstacles.lagRecords());
        this.situation =
                layout.isEven() ? reachable : reachable.asLateAs(PartitionRates.latest(obstacles.others(partitions)));
        this.current = situation.desired();
        this.orphans = Orphans.of(history.membership(), policy.priors());
        Duration length = planLength(knowledge.arrivals().step(), beliefs);
        this.planStep = max(situation.interval(), length.dividedBy(PLAN_STEPS));
        int steps = Horizon.covering(length, planStep).steps();
        Duration forecastLength = planStep.multipliedBy(steps).plus(situation.age());
        this.forecast = knowledge
                .arrivals()
                .forecast(Horizon.covering(forecastLength, knowledge.arrivals().step()), QuantileLevels.STANDARD);
        this.trusted = knowledge.forecastTrusted(length) && forecast instanceof Forecast.Quantiles;
        this.outlook = trusted && forecast instanceof Forecast.Quantiles quantiles
                ? ArrivalOutlook.forecast(
                        situation,
                        quantiles,
                        planStep,
                        steps,
                        beliefs.startUp().plus(beliefs.rebalancePause()),
                        knowledge.forecastDoubt())
                : ArrivalOutlook.lastValue(situation, planStep, steps);
        this.wakesFromNothing = beliefs.throughputMedian().value() <= 0;
        this.counts = counts();
    }

    /** A hot partition's thread is busy whatever the count: the others decide, and what was seen of the group was seen of that partition. */
    private PartitionLayout layout(WorkloadHistory history, Situation seen) {
        Map<Integer, Double> carried = obstacles.hot().isEmpty() ? knowledge.carriedPerSecond(seen.time()) : Map.of();
        return GroupLayout.of(history, policy, obstacles.hot())
                .filter(layout -> layout.partitions() == seen.partitions())
                .map(layout ->
                        layout.dealtBadly(carried, beliefs.throughputMedian().value()))
                .orElseGet(() -> PartitionLayout.even(seen.partitions(), policy.threadsPerReplica()));
    }

    private static Duration planLength(Duration forecastStep, Beliefs beliefs) {
        Duration usual = min(PLAN_LENGTH, forecastStep.multipliedBy(10));
        Duration moves = min(
                LONGEST_PLAN,
                beliefs.startUp()
                        .plus(min(beliefs.rebalancePause(), LONGEST_PLAN))
                        .multipliedBy(3));
        return min(LONGEST_PLAN, max(usual, moves));
    }

    /** Useful counts within the policy; zero only when nothing is there and nothing is expected. */
    private int[] counts() {
        int[] useful = layout.usefulCounts(policy.minReplicas(), policy.maxReplicas());
        Rest rest = new Rest(situation, outlook, beliefs);
        Duration lead = settling().plus(situation.interval());
        return useful[0] > 0 || rest.isAllowed(lead) ? useful : Arrays.copyOfRange(useful, 1, useful.length);
    }

    Advice advice() {
        if (wakesFromNothing) {
            Reason reason = reasons()
                    .because(
                            Code.REACTIVE_FLOOR,
                            "Nothing serves although %s records wait and %s a second arrive.",
                            Reasons.number(situation.lagRecords()),
                            Reasons.number(situation.recentPerSecond()));
            return advise(decide(counts[0], reason), List.of());
        }
        Bounds bounds = Bounds.of(situation, outlook, layout, counts, beliefs, policy.objective(), trusted);
        boolean movable = beliefs.rebalancePause().compareTo(planStep.multipliedBy(outlook.steps())) < 0;
        PricedCounts prices = prices();
        if (current < policy.minReplicas() || current > policy.maxReplicas()) {
            return advise(outsidePolicy(bounds), prices.candidates());
        }
        if (movable && bounds.floor() > current) {
            return advise(limited(raise(bounds, prices)), prices.candidates());
        }
        Optional<Decision> waiting = coming().or(this::waiting);
        return advise(waiting.orElseGet(() -> limited(choose(bounds, prices))), prices.candidates());
    }

    /** What more replicas cannot help is said, and not tried. */
    private Decision limited(Decision decision) {
        return obstacles
                .objection(current, decision.desired().count(), reasons(), beliefs, policy)
                .<Decision>map(this::hold)
                .orElse(decision);
    }

    /** Replicas that were asked for and are on their way: asking for fewer again before they serve would pay for them without having them. */
    private Optional<Decision> coming() {
        Duration patience = settling().plus(situation.interval());
        OptionalInt pending = knowledge.pending(situation.time(), patience);
        if (pending.isEmpty() || pending.getAsInt() <= current || pending.getAsInt() > policy.maxReplicas()) {
            return Optional.empty();
        }
        Reason reason = reasons()
                .with("pendingReplicas", pending.getAsInt())
                .because(
                        Code.SETTLING,
                        "%d replicas were asked for and are given time to start; %d serve.",
                        pending.getAsInt(),
                        situation.serving());
        return Optional.of(decide(pending.getAsInt(), reason));
    }

    private Duration settling() {
        return beliefs.startUp().plus(beliefs.rebalancePause()).plus(situation.interval());
    }

    private PricedCounts prices() {
        int[] planned = withCurrent();
        double[] capacity = Arrays.stream(planned)
                .mapToDouble(n ->
                        layout.capacityPerSecond(n, beliefs.throughputMedian().value()))
                .toArray();
        for (int i = 1; i < capacity.length; i++) {
            capacity[i] = Math.max(capacity[i], capacity[i - 1]);
        }
        int index = Arrays.binarySearch(planned, current);
        int serving = Math.min(situation.serving(), current);
        LatenessPrice lateness = LatenessPrice.of(policy.objective(), policy.latePenalty(), beliefs.throughputMedian());
        RecordsPerSecond each = new RecordsPerSecond(situation.recentPerSecond() / Math.max(1, current));
        PlannedGroup group = new PlannedGroup(
                planned,
                capacity,
                index,
                new RecordsPerSecond(layout.capacityPerSecond(
                        serving, beliefs.throughputMedian().value())),
                beliefs.startUp(),
                RebalanceModel.of(beliefs.protocol(), beliefs.rebalancePause()),
                orphans.pricePerReplica(each, beliefs.rebalancePause(), lateness));
        return new RecedingHorizonPlan(
                        group, outlook.demand(situation.lagRecords()), lateness, beliefs.throughputMedian())
                .price();
    }

    private int[] withCurrent() {
        return Arrays.binarySearch(counts, current) >= 0
                ? counts
                : IntStream.concat(Arrays.stream(counts), IntStream.of(current))
                        .sorted()
                        .toArray();
    }

    private Decision outsidePolicy(Bounds bounds) {
        int clamped = Math.clamp(Math.max(current, bounds.floor()), counts[0], counts[counts.length - 1]);
        Reason reason = reasons()
                .because(
                        Code.POLICY_LIMIT,
                        "%d replicas are outside the policy's bounds of %d to %d.",
                        current,
                        policy.minReplicas(),
                        policy.maxReplicas());
        return decide(clamped, reason);
    }

    /** The floor is above what is there: at least the floor, more if the plan finds more to be cheaper. */
    private Decision raise(Bounds bounds, PricedCounts prices) {
        int target = prices.cheapest(new Replicas(bounds.floor()), new Replicas(bounds.ceiling()))
                .map(candidate -> candidate.replicas().count())
                .orElse(bounds.floor());
        Reasons reasons =
                reasons().with("neededPerSecond", bounds.floorPerSecond()).with("floorReplicas", bounds.floor());
        String limit =
                Reasons.limit(policy, layout.ceiling().count(), target, bounds.floorPerSecond() > capacity(target));
        Rest rest = new Rest(situation, outlook, beliefs);
        if (rest.isAsleep()) {
            return decide(target, rest.wakes(reasons, settling().plus(situation.interval())));
        }
        Reason reason = bounds.backlogDecides()
                ? reasons.because(
                        Code.BACKLOG,
                        "%s records wait, %.0f s of arrivals, and %d replicas do not drain them in time; %d do%s.",
                        Reasons.number(situation.lagRecords()),
                        situation.lagSeconds(),
                        current,
                        target,
                        limit)
                : reasons.because(
                        Code.REACTIVE_FLOOR,
                        "%s records a second arrive now and %d replicas process %s; %d process %s%s.",
                        Reasons.number(situation.recentPerSecond()),
                        current,
                        Reasons.number(capacity(current)),
                        target,
                        Reasons.number(capacity(target)),
                        limit);
        return decide(target, reason);
    }

    /** Holds while data are missing or a move is under way. */
    private Optional<Decision> waiting() {
        if (!situation.isFresh()) {
            return Optional.of(hold(reasons()
                    .with("ageSeconds", seconds(situation.age()))
                    .because(
                            Code.DATA_GAP,
                            "The newest complete sample is %.0f s old; its demand is kept until the next one.",
                            seconds(situation.age()))));
        }
        Duration settles = settling();
        boolean rebalancing = situation
                .rebalancingFor()
                .filter(span -> span.compareTo(settles) < 0)
                .isPresent();
        boolean starting = situation.serving() != current
                && situation
                        .changedSince()
                        .filter(since -> since.compareTo(settles) < 0)
                        .isPresent();
        if (!rebalancing && !starting) {
            return Optional.empty();
        }
        return Optional.of(hold(reasons()
                .because(
                        Code.SETTLING,
                        "%d of %d replicas serve%s; what is seen before they have settled says nothing about capacity.",
                        situation.serving(),
                        current,
                        rebalancing ? " and the group is rebalancing" : "")));
    }

    private Decision choose(Bounds bounds, PricedCounts prices) {
        Replicas lowest = new Replicas(Math.min(current, bounds.scaleInFloor()));
        Replicas highest = new Replicas(Math.max(current, bounds.ceiling()));
        Candidate stay = candidate(prices, current);
        Candidate best = prices.cheapest(lowest, highest).orElse(stay);
        double gain = stay.total().value() - best.total().value();
        Reasons reasons = reasons()
                .with("staySeconds", stay.total().value())
                .with("bestSeconds", best.total().value())
                .with("bestReplicas", best.replicas().count());
        if (best.replicas().count() == current || gain <= 0) {
            return hold(steady(reasons, bounds, prices));
        }
        return best.replicas().count() > current ? scaleOut(best, gain, reasons) : scaleIn(best, gain, reasons);
    }

    private Reason steady(Reasons reasons, Bounds bounds, PricedCounts prices) {
        double ahead = outlook.highest(0.5, planStep.multipliedBy(outlook.steps()));
        reasons.with("forecastPerSecond", ahead).with("capacityPerSecond", capacity(current));
        if (bounds.floorPerSecond() > capacity(current) && current >= counts[counts.length - 1]) {
            boolean atCeiling = current >= layout.ceiling().count();
            return reasons.because(
                    atCeiling ? Code.PARTITION_LIMIT : Code.POLICY_LIMIT,
                    "%s records a second are needed and %d replicas process %s%s.",
                    Reasons.number(bounds.floorPerSecond()),
                    current,
                    Reasons.number(capacity(current)),
                    Reasons.limit(policy, layout.ceiling().count(), current, true));
        }
        int enough = enough(bounds, ahead);
        if (enough < current && prices.later().isEmpty()) {
            double loss = candidate(prices, enough).total().value()
                    - candidate(prices, current).total().value();
            return reasons.with("enoughReplicas", enough)
                    .with("lossSeconds", loss)
                    .because(
                            Code.MOVE_NOT_WORTH_IT,
                            "%d replicas would do, but going there costs %s replica-seconds more than it saves.",
                            enough,
                            Reasons.number(loss));
        }
        return prices.later()
                .filter(later -> later.delay().compareTo(beliefs.startUp().plus(Duration.ofMinutes(2))) <= 0)
                .map(later -> reasons.with("waitSeconds", seconds(later.delay()))
                        .with("laterReplicas", later.to().count())
                        .because(
                                Code.MOVE_LATER,
                                "Going to %d replicas is cheaper in %.0f s than now.",
                                later.to().count(),
                                seconds(later.delay())))
                .orElseGet(() -> reasons.because(
                        Code.STEADY,
                        "%d replicas process %s records a second; %s arrive and at most %s are expected.",
                        current,
                        Reasons.number(capacity(current)),
                        Reasons.number(situation.recentPerSecond()),
                        Reasons.number(ahead)));
    }

    /** The fewest replicas that carry what arrives, what is expected and what has to be made up for. */
    private int enough(Bounds bounds, double aheadPerSecond) {
        double needed = Math.max(Math.max(bounds.floorPerSecond(), situation.recentPerSecond()), aheadPerSecond);
        return Arrays.stream(counts)
                .filter(n -> n >= bounds.scaleInFloor() && capacity(n) >= needed)
                .findFirst()
                .orElse(counts[counts.length - 1]);
    }

    private Decision scaleOut(Candidate best, double gain, Reasons reasons) {
        int target = best.replicas().count();
        double ahead = outlook.highest(0.5, planStep.multipliedBy(outlook.steps()));
        boolean backlog =
                situation.lagSeconds() > 0.5 * seconds(policy.objective().lagTime());
        reasons.with("forecastPerSecond", ahead)
                .with("capacityPerSecond", capacity(current))
                .with("gainSeconds", gain);
        String limit = Reasons.limit(policy, layout.ceiling().count(), target, ahead > capacity(target));
        return decide(
                target,
                backlog
                        ? reasons.because(
                                Code.BACKLOG,
                                "%s records wait, %.0f s of arrivals; %d replicas save %s replica-seconds of lateness over %d%s.",
                                Reasons.number(situation.lagRecords()),
                                situation.lagSeconds(),
                                target,
                                Reasons.number(gain),
                                current,
                                limit)
                        : reasons.because(
                                Code.DEMAND_RISING,
                                "%s records a second are expected and %d replicas process %s; %d save %s replica-seconds%s.",
                                Reasons.number(ahead),
                                current,
                                Reasons.number(capacity(current)),
                                target,
                                Reasons.number(gain),
                                limit));
    }

    private Decision scaleIn(Candidate best, double gain, Reasons reasons) {
        int target = best.replicas().count();
        double ahead = outlook.highest(0.85, planStep.multipliedBy(outlook.steps()));
        reasons.with("forecastPerSecond", ahead)
                .with("capacityPerSecond", capacity(target))
                .with("gainSeconds", gain);
        return decide(
                target,
                reasons.because(
                        Code.DEMAND_FALLING,
                        "At most %s records a second are expected and %d replicas process %s; that saves %s replica-seconds over %d.",
                        Reasons.number(ahead),
                        target,
                        Reasons.number(capacity(target)),
                        Reasons.number(gain),
                        current));
    }

    private static Candidate candidate(PricedCounts prices, int replicas) {
        return prices.candidates().stream()
                .filter(one -> one.replicas().count() == replicas)
                .findFirst()
                .orElseThrow();
    }

    private double capacity(int replicas) {
        return layout.capacityPerSecond(replicas, beliefs.throughputMedian().value());
    }

    private Reasons reasons() {
        return Reasons.of(situation, beliefs);
    }

    private Decision decide(int target, Reason reason) {
        return target == current
                ? hold(reason)
                : new Decision.Scale(new Replicas(current), new Replicas(target), situation.time(), reason);
    }

    private Decision hold(Reason reason) {
        return new Decision.Hold(new Replicas(current), reason);
    }

    private Advice advise(Decision decision, List<Candidate> candidates) {
        return new Advice(
                situation.time(),
                new Replicas(current),
                decision,
                ReplicaAdvisor.validUntil(situation.time(), situation.interval()),
                candidates,
                forecast,
                beliefs,
                trusted);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
