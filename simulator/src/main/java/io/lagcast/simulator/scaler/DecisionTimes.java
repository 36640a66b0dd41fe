package io.lagcast.simulator.scaler;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long decisions took, and where the time went. Mutable while it is recorded. Times are counted in classes 2 % wide, so quantiles are exact to that.
 */
public final class DecisionTimes {

    /** What a decision consists of. */
    public enum Part {
        /** Reading a sample into rates. */
        APPEND,
        /** The forecaster's update with the newest rate. */
        FORECAST_UPDATE,
        /** Learning throughput, start-up and pause, and checking earlier forecasts. */
        LEARN,
        /** The forecaster's answers. */
        FORECAST,
        /** Pricing the counts and choosing. */
        PLAN,
        /** Remembering the advice. */
        NOTE
    }

    private static final double WIDTH = Math.log(1.02);
    private static final int CLASSES = 1500;

    private final Map<Part, Long> partNanos = new EnumMap<>(Part.class);
    private final long[] classes = new long[CLASSES];
    private long nanos;
    private long refitNanos;
    private int decisions;
    private int refits;

    void add(Part part, long elapsedNanos) {
        partNanos.merge(part, elapsedNanos, Long::sum);
    }

    void addDecision(long elapsedNanos) {
        int at = (int) (Math.log(Math.max(1.0, (double) elapsedNanos)) / WIDTH);
        classes[Math.min(CLASSES - 1, at)]++;
        nanos += elapsedNanos;
        decisions++;
    }

    void addRefit(long elapsedNanos) {
        refitNanos += elapsedNanos;
        refits++;
    }

    public int decisions() {
        return decisions;
    }

    public int refits() {
        return refits;
    }

    /** Mean time of a decision, refits left out; zero before the first. */
    public Duration mean() {
        return decisions == 0 ? Duration.ZERO : Duration.ofNanos(nanos / decisions);
    }

    /** Mean time that one part takes in a decision; zero before the first. */
    public Duration mean(Part part) {
        return decisions == 0 ? Duration.ZERO : Duration.ofNanos(partNanos.getOrDefault(part, 0L) / decisions);
    }

    /** Mean time of a refit; zero before the first. */
    public Duration meanRefit() {
        return refits == 0 ? Duration.ZERO : Duration.ofNanos(refitNanos / refits);
    }

    /** The time that {@code share} of the decisions did not exceed, refits left out; zero before the first. */
    public Duration quantile(double share) {
        long rank = (long) Math.ceil(share * decisions);
        long counted = 0;
        for (int i = 0; i < CLASSES && decisions > 0; i++) {
            counted += classes[i];
            if (counted >= rank) {
                return Duration.ofNanos(Math.round(Math.exp((i + 1) * WIDTH)));
            }
        }
        return Duration.ZERO;
    }
}
