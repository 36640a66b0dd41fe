package io.lagcast.simulator.scaler;

import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Knows everything that will arrive and plans for it: what scaling would cost if nothing had to be guessed. The plan comes from a dynamic programme
 * with the real costs ({@link ValueTable}) that guides a search on the simulated group itself ({@link PlanSearch}), so its cost is a cost that can be
 * reached; whether a cheaper one exists is open except where the search is exhaustive.
 */
public final class Clairvoyant implements Scaler {

    /** Groups and replays up to this many counts and decisions are searched over all counts, useful or not. */
    private static final int SMALL = 2000;

    private final String name;
    private final int interval;
    private final int[] plan;

    /**
     * Plans the whole scenario.
     *
     * @param movePrice replica-seconds every move is planned to cost besides what it really costs
     * @param progress is told what share is planned
     */
    public Clairvoyant(String name, Scenario scenario, double movePrice, DoubleConsumer progress) {
        this(
                name,
                scenario,
                new PlanSearch(scenario, counts(scenario), movePrice, PlanSearch.beam(scenario.decisions()), false),
                progress);
    }

    private Clairvoyant(String name, Scenario scenario, PlanSearch search, DoubleConsumer progress) {
        this.name = name;
        interval = scenario.intervalSeconds();
        plan = search.plan(progress);
    }

    /** Tries every way there is; for scenarios of a few decisions. */
    static Clairvoyant exhaustive(String name, Scenario scenario) {
        return new Clairvoyant(
                name, scenario, new PlanSearch(scenario, all(scenario), 0, Integer.MAX_VALUE, true), done -> {});
    }

    static int[] counts(Scenario scenario) {
        int most = Math.min(scenario.maxReplicas(), scenario.group().partitions());
        if ((long) most * scenario.decisions() <= SMALL) {
            return all(scenario);
        }
        return PartitionLayout.even(scenario.group().partitions(), 1)
                .usefulCounts(scenario.minReplicas(), scenario.maxReplicas());
    }

    private static int[] all(Scenario scenario) {
        int most = Math.min(scenario.maxReplicas(), scenario.group().partitions());
        return IntStream.rangeClosed(scenario.minReplicas(), Math.max(scenario.minReplicas(), most))
                .toArray();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(Observation seen) {
        return plan[seen.second() / interval];
    }

    @Override
    public boolean isReactive() {
        return false;
    }
}
