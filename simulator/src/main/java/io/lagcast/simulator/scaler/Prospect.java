package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;

/** What is still to be paid after a decision, to the end of the replay or to a nearer horizon, by a {@link ValueTable} on the true arrivals. */
final class Prospect {

    private final FluidGroup fluid;
    private final ValueTable values;
    private final int interval;
    private final int end;

    private Prospect(Scenario scenario, FluidGroup fluid, ValueTable values, int end) {
        this.fluid = fluid;
        this.values = values;
        this.end = end;
        interval = scenario.intervalSeconds();
    }

    /** To the end of the replay. */
    static Prospect whole(Scenario scenario, int[] counts, double movePrice) {
        return of(scenario, new FluidGroup(scenario), counts, movePrice, 0, scenario.decisions());
    }

    /** From decision {@code first} to before decision {@code end}, where everything is over. */
    static Prospect of(Scenario scenario, FluidGroup fluid, int[] counts, double movePrice, int first, int end) {
        ValueTable values = new ValueTable(scenario, fluid, counts, movePrice, first, end);
        int seconds = Math.min(scenario.arrivals().seconds(), end * scenario.intervalSeconds());
        return new Prospect(scenario, fluid, values, seconds);
    }

    /** What is still to be paid if {@code replicas} are asked for at decision {@code t}; every class of backlogs as if the whole group were in it. */
    double remaining(int t, SimulatedGroup group, Backlogs backlogs, int replicas) {
        double cost = 0;
        for (int i = 0; i < backlogs.classes(); i++) {
            cost += backlogs.weight(i) * remaining(t, group, backlogs.records(i), replicas);
        }
        return cost;
    }

    /** Until all have joined step by step, then by the table. */
    private double remaining(int t, SimulatedGroup group, double records, int replicas) {
        int second = t * interval;
        double backlog = records;
        int active = Math.min(group.ready(), replicas);
        int pausedUntil = second + (active < group.ready() ? fluid.pauseSeconds() : group.pausedForSeconds());
        int joins = replicas > group.desired()
                ? second + fluid.startUpSeconds()
                : group.starting().lastJoin(second);
        double cost = 0;
        while (second < end && (active < replicas || pausedUntil > second)) {
            if (active < replicas && joins <= second) {
                active = replicas;
                pausedUntil = second + fluid.pauseSeconds();
                continue;
            }
            boolean paused = pausedUntil > second;
            int next = paused && active < replicas ? Math.min(pausedUntil, joins) : paused ? pausedUntil : joins;
            int until = Math.min(end, next);
            fluid.advance(backlog, second, until, paused ? fluid.capacityWhilePaused(active) : fluid.capacity(active));
            cost += fluid.lateCost() + (double) replicas * (until - second);
            backlog = fluid.backlogAfter();
            second = until;
        }
        return cost + settled(second, replicas, backlog);
    }

    private double settled(int second, int replicas, double backlog) {
        int t = second / interval;
        int rest = second - t * interval;
        if (rest == 0) {
            return values.value(t, replicas, backlog);
        }
        int until = Math.min(end, (t + 1) * interval);
        fluid.advance(backlog, second, until, fluid.capacity(replicas));
        double cost = fluid.lateCost() + (double) replicas * (until - second);
        return cost + values.value(t + 1, replicas, fluid.backlogAfter());
    }
}
