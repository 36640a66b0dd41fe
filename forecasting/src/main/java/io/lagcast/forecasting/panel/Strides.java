package io.lagcast.forecasting.panel;

/**
 * On which buckets forecasts are kept: every {@code stride} buckets, or one later; on all of them if the stride is 1.
 *
 * <p>With {@code g} the fraction of the root of 2 and {@code s} the stride, bucket {@code t} is met if {@code floor(t / (s + g))} is more than that of
 * {@code t - 1}. Meetings at a fixed distance would see a cycle whose length shares a factor with it at a few of its phases only, and never those at
 * which it jumps; these visit all phases of any cycle alike. A multiple of {@link #COMMON} meets only where {@link #COMMON} does, so that what is costly
 * to say of a bucket is said of few.
 *
 * <p>Source: multiples of an irrational number are evenly spread, Weyl 1916, https://doi.org/10.1007/BF01475864.
 */
final class Strides {

    /** The stride whose meetings those of its multiples are among. */
    static final int COMMON = 4;

    private static final double BEYOND = Math.sqrt(2) - 1;

    private Strides() {}

    static boolean meet(long bucket, int stride) {
        if (stride == 1) {
            return true;
        }
        boolean isMultiple = stride % COMMON == 0;
        double distance = BEYOND + (isMultiple ? COMMON : stride);
        long meeting = (long) Math.floor(bucket / distance);
        return meeting > Math.floor((bucket - 1) / distance) && (!isMultiple || meeting % (stride / COMMON) == 0);
    }
}
