package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Observation;

/** Someone who decides a group's replica count at every interval. Mutable, for one run. */
public interface Scaler {

    /** As it is written on the command line. */
    String name();

    /** The count to ask for; whoever runs the scaler keeps it within the scenario's bounds. */
    int decide(Observation seen);

    /** Whether it decides by what it sees, so that it cannot when no sample arrives. */
    default boolean isReactive() {
        return true;
    }
}
