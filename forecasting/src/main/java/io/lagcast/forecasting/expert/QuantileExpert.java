package io.lagcast.forecasting.expert;

/** An expert that knows how far its forecast may be off, at the levels of {@link #levels()}. */
public interface QuantileExpert extends Expert {

    /** Number of {@link #levels()}. */
    int LEVELS = 5;

    /** Position of the median among {@link #levels()}. */
    int MEDIAN = 1;

    /** Levels of the quantiles every such expert says: a low one, the middle, and those that capacity is planned for. A new array each time. */
    static double[] levels() {
        return new double[] {0.1, 0.5, 0.9, 0.95, 0.99};
    }

    /**
     * Fills in the quantiles at {@link #levels()} of the value {@code lead} buckets after the newest absorbed one, not decreasing and not clipped
     * otherwise.
     *
     * @throws IllegalStateException if it {@linkplain #canForecast cannot}
     */
    void quantiles(int lead, double[] into);
}
