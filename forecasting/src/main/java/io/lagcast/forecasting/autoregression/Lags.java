package io.lagcast.forecasting.autoregression;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which earlier buckets a value is explained by. For seasons of a day {@code d} and a week {@code w} the sets are
 *
 * <pre>
 * MANY      1..6, 12, d-1..d+2, 2d-1..2d+1, 3d-1..3d+1, 5d, 6d, w-1..w+2
 * TWO_WEEKS 1..6, 12, d-1..d+2, 2d-1..2d+1, 3d-1..3d+1, 5d, 6d, w-1..w+2, w+d-1..w+d+1, 2w-1..2w+1
 * FEW       1..4, d-1..d+2, 2d, 2d+1, w-1..w+2, 2w, 2w+1
 * NEAR      1..3, d-1..d+2, 2d, 2d+1
 * </pre>
 *
 * <p>Of more than two seasons each but the longest is treated as {@code d}, multiples only as far as the next longer season; a single season is
 * treated as {@code d}. Lengths that are no whole number are rounded after multiplying.
 */
public enum Lags {
    MANY,
    TWO_WEEKS,
    FEW,
    NEAR;

    /** The lags in ascending order, in buckets. */
    int[] of(double[] seasonBuckets) {
        double[] seasons = seasonBuckets.clone();
        Arrays.sort(seasons);
        SortedSet<Integer> lags = new TreeSet<>();
        addNearest(lags);
        for (int i = 0; i < seasons.length; i++) {
            boolean longest = i == seasons.length - 1;
            if (longest && i > 0) {
                addLongest(lags, seasons[i], seasons[i - 1]);
            } else {
                addSeason(lags, seasons[i], longest ? Double.POSITIVE_INFINITY : seasons[i + 1]);
            }
        }
        return lags.stream().filter(lag -> lag >= 1).mapToInt(Integer::intValue).toArray();
    }

    private void addNearest(Set<Integer> lags) {
        int nearest =
                switch (this) {
                    case MANY, TWO_WEEKS -> 6;
                    case FEW -> 4;
                    case NEAR -> 3;
                };
        addAround(lags, 1, 0, nearest - 1);
        if (this == MANY || this == TWO_WEEKS) {
            lags.add(12);
        }
    }

    private void addSeason(Set<Integer> lags, double season, double nextSeason) {
        addAround(lags, season, -1, 2);
        if (this == FEW || this == NEAR) {
            addBelow(lags, 2 * season, 0, 1, nextSeason);
            return;
        }
        addBelow(lags, 2 * season, -1, 1, nextSeason);
        addBelow(lags, 3 * season, -1, 1, nextSeason);
        addBelow(lags, 5 * season, 0, 0, nextSeason);
        addBelow(lags, 6 * season, 0, 0, nextSeason);
    }

    private void addLongest(Set<Integer> lags, double season, double shorter) {
        if (this == NEAR) {
            return;
        }
        addAround(lags, season, -1, 2);
        if (this == TWO_WEEKS) {
            addAround(lags, season + shorter, -1, 1);
            addAround(lags, 2 * season, -1, 1);
        } else if (this == FEW) {
            addAround(lags, 2 * season, 0, 1);
        }
    }

    private static void addBelow(Set<Integer> lags, double center, int from, int to, double limit) {
        if (center < limit) {
            addAround(lags, center, from, to);
        }
    }

    private static void addAround(Set<Integer> lags, double center, int from, int to) {
        for (int i = from; i <= to; i++) {
            lags.add((int) Math.round(center) + i);
        }
    }
}
