package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;

/** Forecasts for one lead whose time has not come, oldest first: what every expert said, and what was issued. Mutable, one owner. */
final class Lane {

    /** Its fraction, times 2 to the 64. */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** Forecasts that a lane keeps as densely as it may: enough for its errors to speak for themselves. */
    private static final int YOUTH = 80;

    private final int lead;
    private final int stride;
    private final int youngStride;
    private final int width;
    private final long[] origins;
    private final float[] kept;
    private int first;
    private int count;
    private long lastOrigin = Long.MIN_VALUE / 2;
    private int youth = YOUTH;

    /** A lane that keeps a forecast every {@code stride} buckets, or one later: see {@link #isTime}; while it is young every {@code youngStride}. */
    Lane(int lead, int youngStride, int stride, Outlook outlook) {
        this.lead = lead;
        this.youngStride = youngStride;
        this.stride = stride;
        int numbers = Levels.COUNT + outlook.size();
        for (double[] quantiles : outlook.quantiles) {
            numbers += quantiles.length;
        }
        this.width = numbers;
        this.origins = new long[lead / youngStride + 2];
        this.kept = new float[origins.length * width];
    }

    int lead() {
        return lead;
    }

    /** Whether the outcome of the oldest forecast is as new as {@code newest}. */
    boolean isDue(long newest) {
        return count > 0 && origins[first] + lead <= newest;
    }

    boolean wants(long newest) {
        return isTime(lastOrigin, newest, youth > 0 ? youngStride : stride) && count < origins.length;
    }

    /**
     * Whether {@code newest} is far enough from the previous origin: {@code stride} buckets, or one more in half of the cases. Origins at a fixed stride
     * would see a cycle whose length shares a factor with it at a few of its phases only, and never those at which it jumps. Which half: the golden
     * ratio's multiples, which are evenly spread whatever the stride.
     */
    static boolean isTime(long lastOrigin, long newest, int stride) {
        return newest - lastOrigin >= stride + ((lastOrigin * GOLDEN_RATIO) >>> 63);
    }

    void keep(long origin, Outlook outlook, double[] issued) {
        lastOrigin = origin;
        youth = Math.max(0, youth - 1);
        int slot = (first + count) % origins.length;
        origins[slot] = origin;
        count++;
        int at = slot * width;
        for (double quantile : issued) {
            kept[at++] = (float) quantile;
        }
        for (int e = 0; e < outlook.size(); e++) {
            kept[at++] = outlook.speaks[e] ? (float) outlook.expected[e] : -1;
            for (double quantile : outlook.quantiles[e]) {
                kept[at++] = (float) quantile;
            }
        }
    }

    /** Takes the oldest forecast out into the given room and says which bucket it was for. */
    long take(Outlook outlook, double[] issued) {
        int at = first * width;
        for (int i = 0; i < issued.length; i++) {
            issued[i] = kept[at++];
        }
        for (int e = 0; e < outlook.size(); e++) {
            float expected = kept[at++];
            outlook.speaks[e] = expected >= 0;
            outlook.expected[e] = Math.max(0, expected);
            for (int i = 0; i < outlook.quantiles[e].length; i++) {
                outlook.quantiles[e][i] = kept[at++];
            }
        }
        long target = origins[first] + lead;
        first = (first + 1) % origins.length;
        count--;
        return target;
    }

    void carry(State state) {
        System.arraycopy(state.wholes(origins), 0, origins, 0, origins.length);
        System.arraycopy(state.floats(kept), 0, kept, 0, kept.length);
        first = state.count(first);
        count = state.count(count);
        lastOrigin = state.whole(lastOrigin);
        youth = state.count(youth);
    }
}
