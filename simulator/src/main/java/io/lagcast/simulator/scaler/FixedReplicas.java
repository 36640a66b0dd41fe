package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Observation;

/**
 * Always the same number of replicas.
 *
 * @param name as it is written on the command line
 * @param replicas how many
 */
public record FixedReplicas(String name, int replicas) implements Scaler {

    @Override
    public int decide(Observation seen) {
        return replicas;
    }

    @Override
    public boolean isReactive() {
        return false;
    }
}
