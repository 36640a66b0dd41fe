package io.lagcast.costmodel.rebalance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A duration known from a few events: a mean in which each older event counts {@value #FADING} of the next newer one and the prior as much as one
 * event of full weight. Mutable, one owner.
 */
public final class LearnedDuration {

    private static final int CAPACITY = 16;
    private static final double FADING = 0.85;

    private double[] seconds = new double[0];

    public void observe(Duration seen) {
        int kept = Math.min(seconds.length, CAPACITY - 1);
        double[] longer = Arrays.copyOfRange(seconds, seconds.length - kept, seconds.length + 1);
        longer[kept] = seen.toMillis() / 1000.0;
        seconds = longer;
    }

    /** What to believe given {@code prior}. */
    public Duration value(Duration prior) {
        if (seconds.length == 0) {
            return prior;
        }
        double sum = prior.toMillis() / 1000.0;
        double weights = 1;
        double weight = 1;
        for (int i = seconds.length - 1; i >= 0; i--) {
            sum += weight * seconds[i];
            weights += weight;
            weight *= FADING;
        }
        return Duration.ofMillis(Math.round(sum / weights * 1000));
    }

    public int observations() {
        return seconds.length;
    }

    /** The events in seconds, oldest first. */
    public List<Double> snapshot() {
        return Arrays.stream(seconds).boxed().toList();
    }

    public void restore(List<Double> events) {
        seconds = events.stream()
                .skip(Math.max(0, events.size() - CAPACITY))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
