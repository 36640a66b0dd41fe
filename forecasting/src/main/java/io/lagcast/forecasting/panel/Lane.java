package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.State;

/** Forecasts for one lead whose time has not come, oldest first: what every expert said, what they said together, and what was issued. Mutable, one owner. */
final class Lane {

    /** Forecasts that a lane keeps as densely as it may: enough for its errors to speak for themselves. */
    private static final int YOUTH = 80;

    private final int lead;
    private final int stride;
    private final boolean isDenseWhileYoung;
    private final int width;
    private final long[] origins;
    private final float[] kept;
    private int first;
    private int count;
    private int youth = YOUTH;

    /** A lane that keeps a forecast when {@link Strides} say so; while it is young every one if wanted. */
    Lane(int lead, int stride, boolean isDenseWhileYoung, Outlook outlook) {
        this.lead = lead;
        this.isDenseWhileYoung = isDenseWhileYoung;
        this.stride = stride;
        int numbers = 2 * Levels.COUNT + outlook.size();
        for (double[] quantiles : outlook.quantiles) {
            numbers += quantiles.length;
        }
        this.width = numbers;
        this.origins = new long[lead / (isDenseWhileYoung ? 1 : stride) + 2];
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
        boolean isTime = (youth > 0 && isDenseWhileYoung) || Strides.meet(newest, stride);
        return isTime && count < origins.length;
    }

    void keep(long origin, Outlook outlook, double[] together, double[] issued) {
        youth = Math.max(0, youth - 1);
        int slot = (first + count) % origins.length;
        origins[slot] = origin;
        count++;
        int at = slot * width;
        for (double quantile : together) {
            kept[at++] = (float) quantile;
        }
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
    long take(Outlook outlook, double[] together, double[] issued) {
        int at = first * width;
        for (int i = 0; i < together.length; i++) {
            together[i] = kept[at++];
        }
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
        youth = state.count(youth);
    }
}
