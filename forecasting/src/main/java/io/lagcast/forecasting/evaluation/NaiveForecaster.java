package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.bucket.BucketListener;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.bucket.Bucketing;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What everybody can forecast without a program: what is now, what was at this time yesterday, what was at this time last week. Others are compared
 * with it; nothing is recommended from it. Mutable, one owner.
 *
 * <p>{@code point(T) = y_(T - k season)} with the smallest {@code k} for which that bucket is over and known; the newest known bucket when there is
 * none or {@code season} is zero. The median is the point. Any other quantile is the point plus that quantile of the method's own recent errors at
 * the same lead (paths longer than {@value #LEADS_APART} buckets: at the leads of the same eighth of the horizon), over the last 3 days, for horizons
 * above an hour 8 days, above a day 28 days; one that lies on the wrong side of the median is the median.
 *
 * <p>With one known bucket every quantile is the point. Forecasts are made in buckets of its own step only.
 *
 * <p>Hyndman and Athanasopoulos, Forecasting: Principles and Practice, <a href="https://otexts.com/fpp3/simple-methods.html">section 5.2</a>; the
 * quantiles are empirical (split conformal without the correction for a finite sample).
 */
public final class NaiveForecaster implements Forecaster {

    /** Horizons up to so many buckets have errors for every lead. */
    private static final int LEADS_APART = 60;

    private static final int PARTS = 8;
    private static final double MEDIAN = 0.5;

    /** Errors looked at for a lead, and for a part of a path: enough for the 0.99 quantile, evenly spread over the time they are taken from. */
    private static final int ERRORS_OF_LEAD = 500;

    private static final int ERRORS_OF_PART = 3000;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int DAYS_OF_ERRORS_WITHIN_AN_HOUR = 3;
    private static final int DAYS_OF_ERRORS_WITHIN_A_DAY = 8;
    private static final int DAYS_OF_ERRORS_BEYOND = 28;

    private final String name;
    private final Duration step;
    private final long stepNanos;
    private final int season;
    private final Bucketing bucketing;
    private final BucketRing ring;
    private long newestKnown = Long.MIN_VALUE;
    private Instant origin = Instant.EPOCH;

    private NaiveForecaster(String name, Duration step, Duration season) {
        this.name = name;
        this.step = step;
        this.stepNanos = step.toNanos();
        this.season = (int) Math.round(season.toNanos() / (double) stepNanos);
        this.bucketing = new Bucketing(stepNanos);
        Duration kept = DAY.multipliedBy(DAYS_OF_ERRORS_BEYOND).plus(WEEK.multipliedBy(2));
        this.ring = new BucketRing((int) Math.min(ForecastSettings.MAX_BUCKETS, kept.dividedBy(step) + 1));
    }

    /** It stays as it is. */
    public static NaiveForecaster lastValue(Duration step) {
        return new NaiveForecaster("last value", step, Duration.ZERO);
    }

    /** As at the same time yesterday. */
    public static NaiveForecaster yesterday(Duration step) {
        return new NaiveForecaster("same time yesterday", step, DAY);
    }

    /** As at the same time last week. */
    public static NaiveForecaster lastWeek(Duration step) {
        return new NaiveForecaster("same time last week", step, WEEK);
    }

    /** All three. */
    public static List<NaiveForecaster> all(Duration step) {
        return List.of(lastValue(step), yesterday(step), lastWeek(step));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration step() {
        return step;
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        bucketing.observe(nanos(from), nanos(to), meanValue, new BucketListener() {
            @Override
            public void known(long bucket, double mean) {
                ring.append(bucket, mean);
                newestKnown = bucket;
            }

            @Override
            public void missing(long bucket) {
                ring.appendMissing(bucket);
            }
        });
        origin = to;
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** Quantiles of the mean of each bucket; {@code horizon} must be of this forecaster's own step. */
    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        if (!horizon.step().equals(step)) {
            throw new IllegalArgumentException("This method forecasts in steps of " + step + " only but was asked for "
                    + horizon.step() + "\nMaybe average the series to that step first");
        }
        if (newestKnown == Long.MIN_VALUE) {
            return new Forecast.Unavailable(name, "Nothing was observed yet", step);
        }
        double[][] values = new double[levels.count()][horizon.steps()];
        boolean apart = horizon.steps() <= LEADS_APART;
        int parts = apart ? horizon.steps() : PARTS;
        for (int part = 0; part < parts; part++) {
            int from = part * horizon.steps() / parts;
            int to = (part + 1) * horizon.steps() / parts;
            fill(values, from, to, errors(from + 1, to, daysOfErrors(horizon)), levels);
        }
        return new Forecast.Quantiles(name, origin, horizon, levels, values);
    }

    private static int daysOfErrors(Horizon horizon) {
        if (horizon.length().compareTo(HOUR) <= 0) {
            return DAYS_OF_ERRORS_WITHIN_AN_HOUR;
        }
        return horizon.length().compareTo(DAY) <= 0 ? DAYS_OF_ERRORS_WITHIN_A_DAY : DAYS_OF_ERRORS_BEYOND;
    }

    private void fill(double[][] values, int from, int to, double[] errors, QuantileLevels levels) {
        long end = ring.end();
        for (int h = from; h < to; h++) {
            double point = point(end + h, end);
            double below = 0;
            for (int i = 0; i < levels.count(); i++) {
                below = Math.max(below, point + spread(errors, levels.level(i)));
                values[i][h] = below;
            }
        }
    }

    private static double spread(double[] errors, double level) {
        if (level == MEDIAN) {
            return 0;
        }
        double spread = quantile(errors, level);
        return level < MEDIAN ? Math.min(0, spread) : Math.max(0, spread);
    }

    /** Errors of forecasts {@code fromLead} to {@code toLead} buckets ahead, ascending. */
    private double[] errors(int fromLead, int toLead, int days) {
        long first = Math.max(ring.first(), ring.end() - days * DAY.dividedBy(step));
        int leads = toLead - fromLead + 1;
        int wanted = leads == 1 ? ERRORS_OF_LEAD : ERRORS_OF_PART;
        long targets = Math.max(1, ring.end() - first);
        long every = Math.max(1, targets * leads / wanted);
        double[] errors = new double[(int) (targets * leads / every) + 1];
        int count = 0;
        for (long i = 0; i < targets * leads; i += every) {
            long target = ring.end() - 1 - i / leads;
            long end = target - fromLead - i % leads + 1;
            if (end > ring.first() && ring.isKnown(target) && ring.isKnown(end - 1)) {
                errors[count++] = ring.value(target) - point(target, end);
            }
        }
        double[] sorted = Arrays.copyOf(errors, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The forecast for bucket {@code target} from what was known of the buckets before {@code end}. */
    private double point(long target, long end) {
        if (season > 0) {
            long ahead = target - end + 1;
            long seasons = Math.max(1, (ahead + season - 1) / season);
            for (long at = target - seasons * season; at >= ring.first(); at -= season) {
                if (ring.isKnown(at)) {
                    return ring.value(at);
                }
            }
        }
        for (long at = end - 1; at >= ring.first(); at--) {
            if (ring.isKnown(at)) {
                return ring.value(at);
            }
        }
        return ring.value(newestKnown);
    }

    /** The quantile of ascending values, linear between the order statistics; 0 when there are none. */
    private static double quantile(double[] ascending, double level) {
        if (ascending.length == 0) {
            return 0;
        }
        double position = level * (ascending.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
    }

    /** Nothing to fit. */
    @Override
    public boolean refitDue() {
        return false;
    }

    @Override
    public void refit() {}

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        return new Forecast.Unavailable(name(), "A naive method keeps no record of peaks", within);
    }

    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        return OptionalDouble.empty();
    }

    /** Nothing: what a naive method knows is the series itself. */
    @Override
    public byte[] save() {
        return new byte[0];
    }

    @Override
    public List<Score> scores() {
        return List.of();
    }
}
