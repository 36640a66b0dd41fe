package io.lagcast.forecasting.expert;

/**
 * One way to continue a series. Mutable, one owner. Absorbing and forecasting are cheap and allocate nothing; {@link #fit} is the heavy call.
 *
 * <p>An expert walks along a ring that somebody else fills: when it is told of a bucket the ring holds that bucket as its newest, and nothing later.
 * So nothing an expert can reach lies in the future of what it forecasts.
 */
public interface Expert {

    /** What it is called in scores and provenance, with its season if it has one. */
    String name();

    /**
     * Absorbs the next bucket. Buckets come in order and without holes; the ring behind the expert already holds this one. Does nothing by default: the
     * ring is all the memory an expert needs that looks at it when asked.
     */
    default void absorb(long bucket, double mean) {}

    /** The next bucket is missing. Does nothing by default. */
    default void absorbMissing(long bucket) {}

    /**
     * Chooses its parameters anew from everything the ring holds now; the position in the series stays. An expert that has no parameters, or too little
     * data to choose them, does nothing.
     */
    void fit();

    /** Length of its season in buckets, 0 if it has none, as by default. Luck over less than a season proves little. */
    default double seasonBuckets() {
        return 0;
    }

    /** Whether it can say anything {@code lead} buckets ahead: enough was absorbed, and it was fitted for that lead. */
    boolean canForecast(int lead);

    /**
     * The value expected {@code lead} buckets after the newest absorbed one: the median where the expert knows one. Not clipped in any way.
     *
     * @param lead at least 1
     * @throws IllegalStateException if it {@linkplain #canForecast cannot}
     */
    double forecast(int lead);

    /** What it is and how its parameters came about, for people to read. */
    default Learning learning() {
        return Learning.by(getClass());
    }

    /** What learned its parameters, and from what, if somebody else's library did; empty if it was ours, which the version of the code tells. */
    default String provenance() {
        return "";
    }

    /** Writes all that {@link #absorb} and {@link #fit} have changed, or takes it up again: see {@link State}. */
    void carry(State state);
}
