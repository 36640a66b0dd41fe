package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;

/**
 * Corrects one quantile by whether outcomes fell below it: {@code shift += rate * spread * (level - 1[outcome <= quantile])}, in units of the errors.
 * Whatever the outcomes do, the share of them below the quantile comes to the level in the long run. The rate falls from 1/10 to {@value #RATE} so that
 * a new tracker is quick and an old one quiet.
 *
 * <p>Source: quantile tracking, the P term of Angelopoulos, Candès and Tibshirani, "Conformal PID control for time series prediction", 2023,
 * https://arxiv.org/abs/2307.16895; the falling rate is ours.
 */
final class Tracker {

    private static final double RATE = Double.parseDouble(System.getProperty("tr", "0.01"));

    private static final double FAST = Double.parseDouble(System.getProperty("fast", "0"));
    private final double damping;
    private double shift;
    private long seen;

    /** A tracker whose feedback comes so many forecasts late. */
    Tracker(double delay) {
        this.damping = 1 / (1 + delay);
    }

    double shift() {
        return shift;
    }

    /** Learns by how much, in units, an outcome lay above the shifted quantile; {@code spread} is the size of usual errors in units. */
    void settle(double level, double above, double spread) {
        seen++;
        double rate = damping * Math.max(RATE, FAST / seen);
        shift += rate * spread * (above > 0 ? level : level - 1);
    }

    void carry(State state) {
        shift = state.number(shift);
        seen = state.whole(seen);
    }
}
