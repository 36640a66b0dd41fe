package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.bucket.BucketRing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes an origin and a lead by a row of numbers, from nothing later than the origin: the input of every model that learns from examples.
 *
 * <p>All values are differences to the <em>anchor</em>, the mean of the {@link #ANCHOR_BUCKETS} newest buckets, and so should the target be: a model
 * that learned nothing then says the anchor, and one that learned at another level still holds. With {@code t = origin}, {@code A = anchor},
 * {@code u = origin + lead} and, for each season of {@code S} buckets, {@code c = u - k S} the newest bucket of the target's phase that is not after
 * the origin, a row holds
 *
 * <pre>
 * A                                                               the level, the only number that is no difference
 * y(t - l) - A                                                    for l of LAGS
 * mean(t - w + 1 .. t) - A                                        for w of WINDOWS
 * deviation, max - A, min - A                                     over the SHORT and the LONG newest buckets
 * and for each season
 *   y(c) - A,  mean(c - 2 .. c + 2) - A,  y(c - S) - A            the target's phase, one season ago and two
 *   max(c - 3 .. c + 3) - A                                       its peak, should it come early or late
 *   P(u) - A                                                      mean of the newest seasons at that phase
 *   P(u) - P(t),  mean(c - 2 .. c + 2) - mean(t - S - 4 .. t - S) what the season changed from the origin to the target then
 *   sin, cos of 2 pi u / S
 * lead
 * </pre>
 *
 * <p>Gaps are filled as {@link History} says. A season of which the ring holds nothing at that phase says what the next shorter one says, the shortest
 * one the anchor: so its numbers never vanish, they only repeat. Rows are in the unit of the series; scaling the series scales them, save the waves and
 * the lead. {@code P} is the mean of the {@link #FEWEST_PAST} newest seasons, or of as many as the next longer one has, up to {@link #MOST_PAST}.
 * Filling a row allocates nothing.
 *
 * <p>Mutable by a cache of the newest origin, one owner.
 */
public final class FeatureRows {

    /** Buckets in the mean that all values are measured from. */
    public static final int ANCHOR_BUCKETS = 5;

    private static final int[] LAGS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 19, 29, 44, 59};
    private static final int[] WINDOWS = {10, 15, 30, 60, 120, 240};
    private static final int SHORT = 10;
    private static final int LONG = 60;
    private static final int FEWEST_PAST = 7;
    private static final int MOST_PAST = 24;
    private static final int AROUND = 2;
    private static final int PEAK = 3;
    private static final int SEASON_VALUES = 7;
    private static final int WAVES = 2;

    /** Seasons back that are kept as numbers of buckets; of those beyond there are few. */
    private static final int SEASONS_BACK = 64;

    private final History history;
    private final double[] seasons;
    private final int[] pastSeasons;

    /** How many buckets so many seasons are, to the nearest whole one. */
    private final long[][] bucketsBack;

    private final int originSize;
    private final double[] originPart;
    private final double[] phaseAtOrigin;
    private final double[] past;
    private long cachedOrigin = Long.MIN_VALUE;
    private long cachedEnd = Long.MIN_VALUE;
    private double anchor;
    private double peak;

    private FeatureRows(History history, double[] seasons) {
        this.history = history;
        this.seasons = seasons;
        this.pastSeasons = new int[seasons.length];
        this.bucketsBack = new long[seasons.length][SEASONS_BACK];
        for (int i = 0; i < seasons.length; i++) {
            for (int k = 0; k < SEASONS_BACK; k++) {
                bucketsBack[i][k] = Math.round(k * seasons[i]);
            }
            double longer = i + 1 < seasons.length ? seasons[i + 1] : 0;
            pastSeasons[i] = (int) Math.max(FEWEST_PAST, Math.min(MOST_PAST, Math.round(longer / seasons[i])));
        }
        this.originSize = 1 + LAGS.length + WINDOWS.length + 6;
        this.originPart = new double[originSize];
        this.phaseAtOrigin = new double[2 * seasons.length];
        this.past = new double[SEASON_VALUES];
    }

    /** Rows of the ring's newest origin, whatever the ring holds when they are asked for. */
    public static FeatureRows following(BucketRing ring, double[] seasonsBuckets) {
        return following(ring, seasonsBuckets, Scale.IDENTITY);
    }

    /** Rows of all origins the ring holds now: copies it, for training. */
    public static FeatureRows copied(BucketRing ring, double[] seasonsBuckets) {
        return copied(ring, seasonsBuckets, Scale.IDENTITY);
    }

    static FeatureRows following(BucketRing ring, double[] seasonsBuckets, Scale scale) {
        double[] sorted = sorted(seasonsBuckets);
        return new FeatureRows(new FollowedHistory(ring, rounded(sorted), scale), sorted);
    }

    static FeatureRows copied(BucketRing ring, double[] seasonsBuckets, Scale scale) {
        double[] sorted = sorted(seasonsBuckets);
        return new FeatureRows(new CopiedHistory(ring, rounded(sorted), scale), sorted);
    }

    private static double[] sorted(double[] seasons) {
        double[] sorted = seasons.clone();
        Arrays.sort(sorted);
        if (sorted.length > 0 && !(sorted[0] >= 2)) {
            throw new IllegalArgumentException(
                    "A season needs at least two buckets but they were " + Arrays.toString(seasons));
        }
        return sorted;
    }

    private static long[] rounded(double[] seasons) {
        return Arrays.stream(seasons).mapToLong(Math::round).toArray();
    }

    /** Numbers in a row. */
    public int size() {
        return originSize + seasons.length * (SEASON_VALUES + WAVES) + 1;
    }

    /** What each number of a row is, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("anchor"));
        Arrays.stream(LAGS).forEach(lag -> names.add("lag " + lag));
        Arrays.stream(WINDOWS).forEach(window -> names.add("mean " + window));
        for (int window : new int[] {SHORT, LONG}) {
            names.addAll(List.of("deviation " + window, "max " + window, "min " + window));
        }
        for (double season : seasons) {
            List.of("last", "around last", "second last", "peak around last", "profile", "profile change", "change")
                    .forEach(what -> names.add(what + " of " + season));
            names.add("sine of " + season);
            names.add("cosine of " + season);
        }
        names.add("lead");
        return names;
    }

    /** Whether this number of a row is in the unit of the series; waves and lead have none. */
    public boolean hasUnit(int feature) {
        int place = (feature - originSize) % (SEASON_VALUES + WAVES);
        return feature < originSize || (feature < size() - 1 && place < SEASON_VALUES);
    }

    /** The oldest origin that has a row; {@link #end()} if none has. */
    public long first() {
        return Math.min(history.end(), history.first() + ANCHOR_BUCKETS - 1);
    }

    /** The bucket after the newest origin. */
    public long end() {
        return history.end();
    }

    /** Whether the bucket was observed. Only what was should be a target, or an origin to learn from. */
    public boolean isKnown(long bucket) {
        return history.isKnown(bucket);
    }

    /** The value of a bucket, observed or filled. */
    public double value(long bucket) {
        return history.value(bucket);
    }

    /** What the values of the origin's rows are measured from: add it to a learned difference. */
    public double anchor(long origin) {
        describe(origin);
        return anchor;
    }

    /**
     * Fills the first {@link #size()} places of {@code row}.
     *
     * @param origin newest bucket to be used, from {@link #first()} to before {@link #end()}; if the rows {@linkplain #following follow} a ring, its
     *     newest
     * @param lead of the target, at least 1
     */
    public void fill(long origin, int lead, double[] row) {
        describe(origin);
        System.arraycopy(originPart, 0, row, 0, originSize);
        int at = originSize;
        Arrays.fill(past, 0);
        for (int i = 0; i < seasons.length; i++) {
            describePhase(origin, origin + lead, i);
            System.arraycopy(past, 0, row, at, SEASON_VALUES);
            at = waves(origin + lead, seasons[i], row, at + SEASON_VALUES);
        }
        row[at] = lead;
    }

    private void describe(long origin) {
        if (origin == cachedOrigin && history.end() == cachedEnd) {
            return;
        }
        long first = history.first();
        if (origin < first || origin >= history.end()) {
            throw new IllegalArgumentException(
                    "The origin must be in [" + first + ", " + history.end() + ") but was " + origin);
        }
        anchor = history.mean(origin - ANCHOR_BUCKETS + 1, origin);
        originPart[0] = anchor;
        int at = 1;
        for (int lag : LAGS) {
            originPart[at++] = origin - lag >= first ? history.value(origin - lag) - anchor : 0;
        }
        double sum = 0;
        long start = origin + 1;
        for (int window : WINDOWS) {
            long next = Math.max(first, origin - window + 1);
            sum += next < start ? history.mean(next, start - 1) * (start - next) : 0;
            start = next;
            originPart[at++] = sum / (origin - start + 1) - anchor;
        }
        at = spread(origin, Math.max(first, origin - SHORT + 1), at);
        spread(origin, Math.max(first, origin - LONG + 1), at);
        for (int i = 0; i < seasons.length; i++) {
            describeOrigin(origin, first, i);
        }
        cachedOrigin = origin;
        cachedEnd = history.end();
    }

    private long bucketsBack(int index, int count) {
        return count < SEASONS_BACK ? bucketsBack[index][count] : Math.round(count * seasons[index]);
    }

    private int spread(long origin, long oldest, int at) {
        double sum = 0;
        double squares = 0;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (long bucket = oldest; bucket <= origin; bucket++) {
            double difference = history.value(bucket) - anchor;
            sum += difference;
            squares += difference * difference;
            max = Math.max(max, difference);
            min = Math.min(min, difference);
        }
        double count = origin - oldest + 1;
        double mean = sum / count;
        originPart[at] = Math.sqrt(Math.max(0, squares / count - mean * mean));
        originPart[at + 1] = max;
        originPart[at + 2] = min;
        return at + 3;
    }

    /** The profile, and the last season, where the origin stands: means over as many buckets as the anchor's. */
    private void describeOrigin(long origin, long first, int index) {
        double sum = 0;
        int count = 0;
        for (int k = 1; k <= pastSeasons[index]; k++) {
            long centre = origin - bucketsBack(index, k);
            if (centre < first) {
                break;
            }
            sum += history.mean(centre - ANCHOR_BUCKETS + 1, centre);
            count++;
            if (k == 1) {
                phaseAtOrigin[2 * index + 1] = sum;
            }
        }
        if (count > 0) {
            phaseAtOrigin[2 * index] = sum / count;
            return;
        }
        phaseAtOrigin[2 * index] = index > 0 ? phaseAtOrigin[2 * index - 2] : anchor;
        phaseAtOrigin[2 * index + 1] = index > 0 ? phaseAtOrigin[2 * index - 1] : anchor;
    }

    /** Overwrites {@link #past}, which holds the next shorter season's numbers, with as many of this season's as are known. */
    private void describePhase(long origin, long target, int index) {
        double season = seasons[index];
        long first = history.first();
        int back = (int) Math.ceil((target - origin) / season);
        long newest = target - bucketsBack(index, back);
        if (newest > origin) {
            back++;
            newest = target - bucketsBack(index, back);
        }
        if (newest < first) {
            return;
        }
        double around = around(newest, first, origin);
        long second = target - bucketsBack(index, back + 1);
        past[0] = history.value(newest) - anchor;
        past[1] = around - anchor;
        past[2] = second < first ? past[0] : history.value(second) - anchor;
        past[3] = peak - anchor;
        double profile = profile(target, back, index, first);
        past[4] = profile - anchor;
        past[5] = profile - phaseAtOrigin[2 * index];
        past[6] = around - phaseAtOrigin[2 * index + 1];
    }

    private double profile(long target, int back, int index, long first) {
        double sum = 0;
        int count = 0;
        for (int k = back; k < back + pastSeasons[index]; k++) {
            long bucket = target - bucketsBack(index, k);
            if (bucket < first) {
                break;
            }
            sum += history.value(bucket);
            count++;
        }
        return sum / count;
    }

    /** The mean of {@link #AROUND} buckets to each side, as far as there are any; sets {@link #peak} to the largest of {@link #PEAK}. */
    private double around(long centre, long first, long origin) {
        peak = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int count = 0;
        for (long bucket = Math.max(first, centre - PEAK); bucket <= Math.min(origin, centre + PEAK); bucket++) {
            double value = history.value(bucket);
            peak = Math.max(peak, value);
            boolean isNear = Math.abs(bucket - centre) <= AROUND;
            sum += isNear ? value : 0;
            count += isNear ? 1 : 0;
        }
        return sum / count;
    }

    private static int waves(long target, double season, double[] row, int at) {
        double angle = 2 * Math.PI * (target - season * Math.floor(target / season)) / season;
        row[at] = Math.sin(angle);
        row[at + 1] = Math.cos(angle);
        return at + WAVES;
    }
}
