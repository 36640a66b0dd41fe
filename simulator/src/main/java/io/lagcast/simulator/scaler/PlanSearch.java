package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Searches the cheapest sequence of counts on the simulated group itself, all in its exact state: from decision to decision the most promising ways
 * are kept, judged by what they have cost and what the {@link ValueTable} says they still cost. Of ways that lead to the same state the cheapest is
 * kept. With a beam wider than the number of ways the result is the optimum; otherwise it is a plan whose cost is exact and that may not be the best.
 */
final class PlanSearch {

    /** Ways kept at every decision of a long replay; half a per cent dearer than 400 on a day of a real trace. */
    static final int LEAST_BEAM = 24;

    /** Short replays can afford more: so many ways in all. */
    private static final int WAYS = 200_000;

    private static final int MOST_BEAM = 2000;

    /** Ways kept of every count, however promising others are. */
    private static final int EACH_COUNT = 1;

    /** Ways this many decisions of a full group dearer than the best are given up, where not all can be followed. */
    private static final double GIVE_UP_DECISIONS = 5;

    /** Backlogs that differ by less than this many seconds of the mean arrivals count as the same. */
    private static final double SAME_SECONDS = 0.25;

    private static final int REPORT_EVERY = 100;

    private final Scenario scenario;
    private final int[] counts;
    private final Prospect prospect;
    private final double price;
    private final int interval;
    private final double movePrice;
    private final int beam;
    private final boolean exact;
    private final double giveUp;
    private final double sameRecords;

    private record Way(SimulatedGroup group, Backlogs backlogs, int parent, int asked, double promise) {}

    private record Ask(int parent, int replicas, boolean stays, double promise) {}

    /**
     * A search.
     *
     * @param counts the counts that may be asked for, ascending
     * @param movePrice replica-seconds every move is planned to cost besides what it really costs
     * @param beam ways kept at every decision
     * @param exact whether only ways in the very same state are merged and none is given up
     */
    PlanSearch(Scenario scenario, int[] counts, double movePrice, int beam, boolean exact) {
        this.scenario = scenario;
        this.counts = counts.clone();
        this.movePrice = movePrice;
        this.beam = beam;
        this.exact = exact;
        prospect = Prospect.whole(scenario, counts, movePrice);
        price = scenario.replicaSecondsPerLateRecord();
        interval = scenario.intervalSeconds();
        giveUp = beam > MOST_BEAM / 2
                ? Double.POSITIVE_INFINITY
                : GIVE_UP_DECISIONS * interval * counts[counts.length - 1];
        int seconds = scenario.arrivals().seconds();
        sameRecords = Math.max(1e-9, SAME_SECONDS * scenario.arrivals().meanPerSecond(0, seconds));
    }

    /** How many ways to keep in a replay of so many decisions. */
    static int beam(int decisions) {
        return Math.clamp(WAYS / Math.max(1, decisions), LEAST_BEAM, MOST_BEAM);
    }

    /** The count to ask for at every decision; {@code progress} is told what share of the decisions is done. */
    int[] plan(DoubleConsumer progress) {
        int decisions = scenario.decisions();
        int[][] parents = new int[decisions][];
        int[][] asked = new int[decisions][];
        SimulatedGroup begin = scenario.begin();
        List<Way> ways = List.of(new Way(begin, Backlogs.of(begin), -1, 0, 0));
        for (int t = 0; t < decisions; t++) {
            ways = next(t, ways);
            parents[t] = ways.stream().mapToInt(Way::parent).toArray();
            asked[t] = ways.stream().mapToInt(Way::asked).toArray();
            if (t % REPORT_EVERY == 0) {
                progress.accept((double) t / decisions);
            }
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ways.size(); i++) {
            SimulatedGroup group = ways.get(i).group();
            group.finish();
            double cost = spent(group);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        int[] plan = new int[decisions];
        for (int t = decisions - 1; t >= 0; t--) {
            plan[t] = asked[t][best];
            best = parents[t][best];
        }
        return plan;
    }

    private List<Way> next(int t, List<Way> ways) {
        List<Ask> asks = asks(t, ways);
        Map<State, Way> kept = new HashMap<>();
        int seconds = Math.min(interval, scenario.arrivals().seconds() - t * interval);
        for (Ask ask : asks) {
            SimulatedGroup group = ways.get(ask.parent()).group().copy();
            group.ask(ask.replicas());
            group.run(seconds);
            Backlogs backlogs = Backlogs.of(group);
            double promise = spent(group) + prospect.remaining(t + 1, group, backlogs, group.desired());
            kept.merge(
                    State.of(group, exact ? 0 : sameRecords),
                    new Way(group, backlogs, ask.parent(), ask.replicas(), promise),
                    (one, other) -> one.promise() <= other.promise() ? one : other);
        }
        return best(kept.values().stream()
                .sorted(Comparator.comparingDouble(Way::promise)
                        .thenComparingInt(Way::asked)
                        .thenComparingInt(Way::parent))
                .toList());
    }

    /** The most promising ways of all and of every count: values can be wrong about a whole count, and a way that is given up does not come back. */
    private List<Way> best(List<Way> ranked) {
        if (ranked.size() <= beam) {
            return ranked;
        }
        List<Way> best = new ArrayList<>();
        Map<Integer, Integer> ofCount = new HashMap<>();
        int others = 0;
        for (Way way : ranked) {
            if (ofCount.merge(way.asked(), 1, Integer::sum) <= EACH_COUNT) {
                best.add(way);
            } else if (others < beam) {
                best.add(way);
                others++;
            }
        }
        return best;
    }

    private double spent(SimulatedGroup group) {
        return group.tally().cost(price) + movePrice * group.tally().moves();
    }

    private List<Ask> asks(int t, List<Way> ways) {
        List<Ask> asks = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ways.size(); i++) {
            SimulatedGroup group = ways.get(i).group();
            double spent = spent(group);
            for (int replicas : counts) {
                double promise = spent
                        + (replicas == group.desired() ? 0 : movePrice)
                        + prospect.remaining(t, group, ways.get(i).backlogs(), replicas);
                asks.add(new Ask(i, replicas, replicas == group.desired(), promise));
                best = Math.min(best, promise);
            }
        }
        if (exact) {
            return asks;
        }
        double limit = best + giveUp;
        asks.removeIf(ask -> !ask.stays() && ask.promise() > limit);
        asks.sort(Comparator.comparing(Ask::stays)
                .reversed()
                .thenComparingDouble(Ask::promise)
                .thenComparingInt(Ask::replicas)
                .thenComparingInt(Ask::parent));
        return asks.subList(0, Math.min(asks.size(), ways.size() + beam));
    }

    /** What the future of a group depends on; partitions in the order of what waits in them, since which of them waits does not matter. */
    private record State(int active, List<Integer> joins, int pausedFor, List<Long> waiting) {

        static State of(SimulatedGroup group, double same) {
            List<Integer> joins = new ArrayList<>();
            for (int i = 0; i < group.starting().count(); i++) {
                joins.add(group.starting().joinsAt(i));
            }
            return new State(group.ready(), joins, group.pausedForSeconds(), waiting(group, same));
        }

        private static List<Long> waiting(SimulatedGroup group, double same) {
            if (group.isLevel()) {
                return List.of();
            }
            if (same > 0) {
                return List.of(Math.round(group.lagRecords() / same));
            }
            int partitions = group.settings().partitions();
            Long[] waiting = new Long[3 * partitions];
            for (int p = 0; p < partitions; p++) {
                waiting[3 * p] = Double.doubleToLongBits(group.processedOffset(p));
                waiting[3 * p + 1] = Double.doubleToLongBits(group.committedOffset(p));
                waiting[3 * p + 2] = (long) group.owner(p);
            }
            return Arrays.asList(waiting);
        }
    }
}
