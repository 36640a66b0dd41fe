package io.lagcast.costmodel.simulation;

import io.lagcast.costmodel.LagSample;

/** Someone who decides a group's replica count every interval. */
interface Scaler {

    String name();

    /**
     * The count to ask for.
     *
     * @param sample what AdminClient says
     * @param lag true lag in records
     * @param ratePerSecond arrivals over the last minute
     * @param desired replicas asked for so far
     */
    int decide(LagSample sample, double lag, double ratePerSecond, int desired);

    /** Time spent deciding, if measured. */
    default long nanos() {
        return 0;
    }
}
