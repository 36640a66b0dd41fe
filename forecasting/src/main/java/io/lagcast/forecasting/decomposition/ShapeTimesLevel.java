package io.lagcast.forecasting.decomposition;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;

/**
 * A day's level times the day's shape: the matrix of days by times of day taken as of rank one.
 *
 * <pre>
 * shape(phase)   = sum y / sum M over the past at that phase of the week, shrunk to the same at that phase of the day
 * L(t)           = ln of (sum y / sum shape) over the day that ends with bucket t
 * L(t + day)     = L(t) + a (mean - L(t)) + b (L(t + day - week) - mean)
 * forecast(lead) = exp(L(newest + j day)) shape(phase(newest + lead)),   j the day in which lead lies
 * </pre>
 *
 * <p>{@code M} is the centred moving mean over a day. Sums fade with a half-life of two weeks. {@code a} and {@code b} by ridge regression whose
 * penalty is worth {@link #PRIOR_DAYS} days, so that little history means that tomorrow is as high as today; {@code |1 - a| + |b| <= 1}. Of more than
 * two seasons the two longest count; with one there is no {@code b} and no week. A day of which nothing was known is taken as {@code mean}. Needs
 * three days of which half was known, and a mean that is not 0.
 *
 * <p>Source: the idea of the FLAIR forecaster, https://github.com/TakatoHonda/FLAIR (level by ridge times rank-one shape); levels, shrinkage and the
 * rolling day are ours.
 */
public final class ShapeTimesLevel implements Expert {

    private static final double PRIOR_DAYS = 3;
    private static final double SHAPE_PRIOR_WEEKS = 1;
    private static final double HALF_LIFE_WEEKS = 2;

    /** Smallest level, in units of the mean of all, that is taken for more than nothing. */
    private static final double SMALLEST_LEVEL = 1e-3;

    private final BucketRing ring;
    private final double[] seasons;
    private final double day;
    private final double week;
    private final int dayBuckets;
    private final int daysPerWeek;

    private boolean fitted;
    private double overall;
    private double[] shape = {};
    private double mean;
    private double reversion;
    private double weekly;

    private long levelsAt = Long.MIN_VALUE;
    private final double[] recent;

    /** A shape and a level for the two longest of the given seasons, which are lengths in buckets. */
    public ShapeTimesLevel(BucketRing ring, double[] seasonBuckets) {
        this.ring = ring;
        this.seasons = seasonBuckets.clone();
        Arrays.sort(seasons);
        if (seasons.length == 0 || !(seasons[0] >= 2)) {
            throw new IllegalArgumentException(
                    "Needs a season of at least two buckets but got " + Arrays.toString(seasons));
        }
        this.week = seasons[seasons.length - 1];
        this.day = seasons[Math.max(0, seasons.length - 2)];
        this.dayBuckets = (int) Math.round(day);
        this.daysPerWeek = (int) Math.max(1, Math.round(week / day));
        this.recent = new double[daysPerWeek];
    }

    @Override
    public String name() {
        return "shape times level";
    }

    @Override
    public void fit() {
        FilledSeries series = FilledSeries.of(ring, seasons);
        if (series.length() < 3 * dayBuckets || 2 * series.known() < 3 * dayBuckets || series.mean() == 0) {
            return;
        }
        overall = series.mean();
        shape = shape(series);
        fitLevels(series);
        fitted = true;
        levelsAt = Long.MIN_VALUE;
    }

    private double[] shape(FilledSeries series) {
        double[] base = movingMean(series);
        int slots = (int) Math.round(week);
        double[] dayValue = new double[dayBuckets];
        double[] dayLevel = new double[dayBuckets];
        double[] weekValue = new double[slots];
        double[] weekLevel = new double[slots];
        double keep = Math.pow(0.5, 1 / (HALF_LIFE_WEEKS * week));
        double weight = 1;
        for (int t = series.length() - 1; t >= 0; t--) {
            if (series.isKnown(t)) {
                int inDay = phase(series.first() + t, day, dayBuckets);
                int inWeek = phase(series.first() + t, week, slots);
                dayValue[inDay] += weight * series.value(t);
                dayLevel[inDay] += weight * base[t];
                weekValue[inWeek] += weight * series.value(t);
                weekLevel[inWeek] += weight * base[t];
            }
            weight *= keep;
        }
        double[] shapes = new double[slots];
        long aWeek = series.first() - Math.floorMod(series.first(), (long) slots);
        double prior = SHAPE_PRIOR_WEEKS * overall;
        for (int i = 0; i < slots; i++) {
            int inDay = phase(aWeek + i, day, dayBuckets);
            int inWeek = phase(aWeek + i, week, slots);
            double usual = dayLevel[inDay] > 0 ? dayValue[inDay] / dayLevel[inDay] : 1;
            shapes[inWeek] = (weekValue[inWeek] + prior * usual) / (weekLevel[inWeek] + prior);
        }
        return shapes;
    }

    private static int phase(long bucket, double season, int slots) {
        double passed = bucket / season;
        return Math.min(slots - 1, (int) ((passed - Math.floor(passed)) * slots + 1e-6));
    }

    private double[] movingMean(FilledSeries series) {
        int n = series.length();
        double[] total = new double[n + 1];
        for (int t = 0; t < n; t++) {
            total[t + 1] = total[t] + series.value(t);
        }
        double[] means = new double[n];
        for (int t = 0; t < n; t++) {
            int from = Math.max(0, Math.min(n - dayBuckets, t - dayBuckets / 2));
            means[t] = (total[from + dayBuckets] - total[from]) / dayBuckets;
        }
        return means;
    }

    private void fitLevels(FilledSeries series) {
        int n = series.length();
        double[] value = new double[n + 1];
        double[] usual = new double[n + 1];
        for (int t = 0; t < n; t++) {
            boolean known = series.isKnown(t);
            value[t + 1] = value[t] + (known ? series.value(t) : 0);
            usual[t + 1] = usual[t] + (known ? shape[phase(series.first() + t, week, shape.length)] : 0);
        }
        double[] level = new double[n];
        double sum = 0;
        for (int t = dayBuckets - 1; t < n; t++) {
            int from = t + 1 - dayBuckets;
            level[t] = level(value[t + 1] - value[from], usual[t + 1] - usual[from], Math.log(overall));
            sum += level[t];
        }
        mean = sum / (n - dayBuckets + 1);
        regress(level);
    }

    private double level(double value, double usual, double otherwise) {
        return usual > 0 ? Math.log(Math.max(value / usual, SMALLEST_LEVEL * overall)) : otherwise;
    }

    private void regress(double[] level) {
        int back = daysPerWeek * dayBuckets;
        boolean hasWeek = daysPerWeek > 1 && level.length > 2 * back + dayBuckets;
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double aTarget = 0;
        double bTarget = 0;
        int rows = 0;
        for (int t = dayBuckets - 1 + (hasWeek ? back : dayBuckets); t < level.length; t++) {
            double toMean = mean - level[t - dayBuckets];
            double weekAgo = hasWeek ? level[t - back] - mean : 0;
            double change = level[t] - level[t - dayBuckets];
            aa += toMean * toMean;
            ab += toMean * weekAgo;
            bb += weekAgo * weekAgo;
            aTarget += toMean * change;
            bTarget += weekAgo * change;
            rows++;
        }
        double ridge = PRIOR_DAYS * dayBuckets / Math.max(1, rows) * (aa + bb) / (hasWeek ? 2 : 1);
        double determinant = (aa + ridge) * (bb + ridge) - ab * ab;
        if (!(determinant > 0)) {
            reversion = 0;
            weekly = 0;
            return;
        }
        reversion = Math.max(0, Math.min(1, (aTarget * (bb + ridge) - bTarget * ab) / determinant));
        weekly = Math.max(-reversion, Math.min(reversion, ((aa + ridge) * bTarget - ab * aTarget) / determinant));
    }

    @Override
    public double seasonBuckets() {
        return week;
    }

    @Override
    public boolean canForecast(int lead) {
        return lead >= 1 && fitted && ring.size() >= dayBuckets;
    }

    @Override
    public double forecast(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException("Not fitted on three days yet");
        }
        if (levelsAt != ring.end()) {
            levelsAt = ring.end();
            recentLevels();
        }
        double usual = shape[phase(ring.end() - 1 + lead, week, shape.length)];
        return usual * Math.exp(levelAfter((lead - 1) / dayBuckets + 1));
    }

    /** Level of the day that ends {@code days} days after the newest bucket. */
    private double levelAfter(int days) {
        double deviation = recent[0] - mean;
        for (int j = 1; j <= days; j++) {
            int ago = daysPerWeek - j;
            double weekAgo = ago >= 0 ? recent[ago] - mean : 0;
            deviation += -reversion * deviation + weekly * weekAgo;
        }
        return mean + deviation;
    }

    private void recentLevels() {
        for (int d = 0; d < daysPerWeek; d++) {
            double value = 0;
            double usual = 0;
            long end = ring.end() - (long) d * dayBuckets;
            boolean isWhole = week == shape.length;
            int phase = phase(end - dayBuckets, week, shape.length);
            for (long bucket = end - dayBuckets; bucket < end; bucket++) {
                double known = ring.valueOrGap(bucket);
                if (!Double.isNaN(known)) {
                    value += known;
                    usual += shape[isWhole ? phase : phase(bucket, week, shape.length)];
                }
                phase = phase + 1 == shape.length ? 0 : phase + 1;
            }
            recent[d] = level(value, usual, mean);
        }
    }

    @Override
    public Learning learning() {
        return Learning.by(ShapeTimesLevel.class)
                .with("reversion to the mean", reversion)
                .with("weight of last week", weekly);
    }

    @Override
    public void carry(State state) {
        fitted = state.flag(fitted);
        overall = state.number(overall);
        shape = state.numbers(shape);
        mean = state.number(mean);
        reversion = state.number(reversion);
        weekly = state.number(weekly);
        levelsAt = Long.MIN_VALUE;
    }
}
