package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;

/**
 * Knows the group and what will arrive, but only so far ahead, and plans anew at every decision as if everything ended there: a receding horizon with
 * nothing to guess. What it costs more than the {@link Clairvoyant} is what a horizon of that length costs.
 */
public final class Foresight implements Scaler {

    private final String name;
    private final Scenario scenario;
    private final FluidGroup fluid;
    private final int[] counts;
    private final int horizon;
    private final SimulatedGroup group;
    private int decision;

    /**
     * A scaler for the scenario.
     *
     * @param seconds how far it sees, rounded to decisions, at least one of them
     */
    public Foresight(String name, Scenario scenario, double seconds) {
        this.name = name;
        this.scenario = scenario;
        fluid = new FluidGroup(scenario);
        counts = Clairvoyant.counts(scenario);
        horizon = Math.max(1, (int) Math.min(scenario.decisions(), Math.round(seconds / scenario.intervalSeconds())));
        group = scenario.begin();
    }

    @Override
    public String name() {
        return name;
    }

    /** Decides on a group of its own, which goes the same way as the one observed since all depends on what is asked for. */
    @Override
    public int decide(Observation seen) {
        int best = cheapest();
        advance(group, best);
        decision++;
        return best;
    }

    /** Every count is tried for one interval on the group itself; what comes after it is the table's. Staying wins a tie. */
    private int cheapest() {
        Prospect prospect = Prospect.of(scenario, fluid, counts, 0, decision, decision + horizon);
        int best = group.desired();
        double least = price(best, prospect);
        for (int replicas : counts) {
            double price = price(replicas, prospect);
            if (price < least) {
                least = price;
                best = replicas;
            }
        }
        return best;
    }

    private double price(int replicas, Prospect prospect) {
        SimulatedGroup tried = group.copy();
        advance(tried, replicas);
        double spent = tried.tally().cost(scenario.replicaSecondsPerLateRecord());
        return spent + prospect.remaining(decision + 1, tried, Backlogs.of(tried), replicas);
    }

    private void advance(SimulatedGroup any, int replicas) {
        any.ask(replicas);
        any.run(Math.min(
                scenario.intervalSeconds(), scenario.arrivals().seconds() - decision * scenario.intervalSeconds()));
    }

    @Override
    public boolean isReactive() {
        return false;
    }
}
