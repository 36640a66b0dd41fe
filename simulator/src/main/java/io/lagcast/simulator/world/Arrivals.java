package io.lagcast.simulator.world;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What arrives at a group, second by second, as running totals: exact for any length of the steps it is made from. Records are divisible: a second
 * may bring half of one.
 */
public final class Arrivals {

    /** Above this mean a Poisson number is drawn as a rounded normal one; its error is far below the noise itself. */
    private static final double NORMAL_FROM = 30;

    private final double[] before;

    private Arrivals(double[] before) {
        this.before = before;
    }

    /**
     * Constant rates within each step.
     *
     * @param ratePerSecond records per second, by step
     * @param step length of a step
     */
    public static Arrivals smooth(double[] ratePerSecond, Duration step) {
        double stepSeconds = step.toNanos() / 1e9;
        int seconds = (int) Math.floor(ratePerSecond.length * stepSeconds + 1e-6);
        double[] before = new double[seconds + 1];
        double total = 0;
        int at = 0;
        for (int second = 1; second <= seconds; second++) {
            while (at + 1 < ratePerSecond.length && (at + 1) * stepSeconds <= second) {
                total += ratePerSecond[at] * stepSeconds;
                at++;
            }
            before[second] = total + ratePerSecond[at] * (second - at * stepSeconds);
        }
        return new Arrivals(before);
    }

    /**
     * The same with noise from second to second: each brings a Poisson number of bursts of {@code dispersion} records, so that the variance of a
     * second's records is {@code dispersion} times their mean. 1 is Poisson, 0 none.
     */
    public Arrivals noisy(double dispersion, long seed) {
        if (!(dispersion >= 0 && dispersion < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("dispersion must be finite and not negative but was " + dispersion);
        }
        if (dispersion == 0) {
            return this;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] noisy = new double[before.length];
        for (int second = 0; second < seconds(); second++) {
            noisy[second + 1] = noisy[second] + dispersion * poisson(during(second) / dispersion, random);
        }
        return new Arrivals(noisy);
    }

    private static double poisson(double mean, SplittableRandom random) {
        if (mean >= NORMAL_FROM) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    public int seconds() {
        return before.length - 1;
    }

    /** Records that arrived before {@code second}; nothing arrives after the end. */
    public double before(int second) {
        return before[Math.min(second, before.length - 1)];
    }

    /** Records that arrive in {@code second}. */
    public double during(int second) {
        return before(second + 1) - before(second);
    }

    public double total() {
        return before[before.length - 1];
    }

    /** Mean rate over {@code [from, to)}. */
    public double meanPerSecond(int from, int to) {
        return to <= from ? 0 : (before(to) - before(from)) / (to - from);
    }
}
