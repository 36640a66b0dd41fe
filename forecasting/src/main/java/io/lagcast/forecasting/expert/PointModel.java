package io.lagcast.forecasting.expert;

/**
 * A recursion with given parameters: it needs nothing but the values as they come. A {@code Tuned} expert chooses among several. Mutable, one owner; absorbing and
 * forecasting cost a handful of operations.
 */
public interface PointModel {

    /** What it is called in scores and provenance, with its season if it has one. */
    String name();

    /** Absorbs the next bucket. Buckets come in order and without holes. */
    void absorb(long bucket, double mean);

    /** The next bucket is missing. */
    void absorbMissing(long bucket);

    /** Length of its season in buckets, 0 if it has none. */
    double seasonBuckets();

    /** Whether enough was absorbed to forecast. */
    boolean isReady();

    /**
     * The value expected {@code lead} buckets after the newest absorbed one, not clipped in any way.
     *
     * @param lead at least 1
     * @throws IllegalStateException if the model is not ready
     */
    double forecast(int lead);

    /** What it is and with which parameters, for people to read. */
    default Learning learning() {
        return Learning.by(getClass());
    }

    /** Writes all that absorbing has changed, or takes it up again: see {@link State}. */
    void carry(State state);
}
