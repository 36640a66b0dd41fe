package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;

/**
 * Corrects one quantile by whether outcomes fell below it, in units of the errors:
 *
 * <pre>
 * shift += rate spread (level - 1[outcome <= quantile]),   rate = RATE / (1 + delay), or RATE / sqrt(1 + delay)
 * </pre>
 *
 * <p>Whatever the outcomes do, the share of them below the quantile comes to the level in the long run. {@code delay} is how many forecasts are made
 * before the first of them is settled: until then all corrections would go the same way, and a faster tracker would swing. If it is told of the old
 * forecasts as it would shift them now it cannot swing so, and the root is slow enough: what remains is that errors over overlapping spans are nearly the same.
 *
 * <p>Source: quantile tracking, the P term of Angelopoulos, Candès and Tibshirani, "Conformal PID control for time series prediction", 2023,
 * https://arxiv.org/abs/2307.16895; slowing down with the delay is ours, by the
 * root as gradient steps with late feedback are in Joulani, György and Szepesvári 2013, https://proceedings.mlr.press/v28/joulani13.html.
 */
final class Tracker {

    /** A step of 1 % of the usual error, as proposed there. */
    private static final double RATE = 0.01;

    private final double rate;
    private double shift;

    /** A tracker that hears of a forecast it has shifted when so many more have been made. */
    Tracker(double delay) {
        this.rate = RATE / (1 + delay);
    }

    /** A tracker that hears of old forecasts, by so many, but of each as it would shift it now. */
    static Tracker prompt(double delay) {
        return new Tracker(Math.sqrt(1 + delay) - 1);
    }

    double shift() {
        return shift;
    }

    /** Learns by how much, in units, an outcome lay above the shifted quantile; {@code spread} is the size of usual errors in units. */
    void settle(double level, double above, double spread) {
        shift += rate * spread * (above > 0 ? level : level - 1);
    }

    void carry(State state) {
        shift = state.number(shift);
    }
}
