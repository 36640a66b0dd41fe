package io.lagcast.forecasting.shortterm;

import io.lagcast.forecasting.expert.PointModel;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * The mean of the last few buckets goes on for ever: every one of them counts the same, and nothing before them.
 *
 * <p>{@code forecast(lead) = sum of the known y(t-i) / their number}, {@code i = 0..buckets-1}. Where none of them is known the mean before the gap stays.
 * Ready from the first known bucket on; until {@code buckets} have passed it is the mean of those that have.
 *
 * <p>Source: the moving average as a forecast, Brown, "Statistical Forecasting for Inventory Control", 1959; the mean method of Hyndman and
 * Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 5.2, https://otexts.com/fpp3/, over a window. What to do about gaps is ours.
 */
public final class ShortMean implements PointModel {

    private final String name;
    private final double[] newest;
    private int next;
    private double mean;
    private boolean ready;

    /** The mean of the {@code buckets} newest, at least 1. */
    public ShortMean(int buckets) {
        if (buckets < 1) {
            throw new IllegalArgumentException("A mean needs at least one bucket but was to be of " + buckets);
        }
        this.name = "mean of the last " + buckets;
        this.newest = new double[buckets];
        Arrays.fill(newest, Double.NaN);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double value) {
        ready = true;
        step(value);
    }

    @Override
    public void absorbMissing(long bucket) {
        step(Double.NaN);
    }

    private void step(double value) {
        newest[next] = value;
        next = next + 1 == newest.length ? 0 : next + 1;
        double sum = 0;
        int known = 0;
        for (double each : newest) {
            boolean isKnown = !Double.isNaN(each);
            sum += isKnown ? each : 0;
            known += isKnown ? 1 : 0;
        }
        mean = known > 0 ? sum / known : mean;
    }

    @Override
    public double seasonBuckets() {
        return 0;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public double forecast(int lead) {
        if (!ready) {
            throw new IllegalStateException("Nothing was observed yet");
        }
        return mean;
    }

    @Override
    public void carry(State state) {
        System.arraycopy(state.numbers(newest), 0, newest, 0, newest.length);
        next = state.count(next);
        mean = state.number(mean);
        ready = state.flag(ready);
    }
}
