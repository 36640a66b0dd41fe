package io.lagcast.forecasting.bucket;

/** Is told of every bucket once it is over, in order and without holes. */
public interface BucketListener {

    /** The bucket was observed; {@code mean} is its time-weighted mean. */
    void known(long bucket, double mean);

    /** The bucket was not, or hardly, observed. */
    void missing(long bucket);
}
