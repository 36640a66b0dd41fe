package io.lagcast.forecasting;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Forecasts a series from rolling origins in its last part, refitting once a day, and compares medians and coverage with the two naive methods. */
final class RollingOrigins {

    private static final QuantileLevels LEVELS = QuantileLevels.of(0.5, 0.9, 0.95, 0.99);

    private RollingOrigins() {}

    /**
     * What came out.
     *
     * @param error mean absolute error of the median at the last step of the horizon
     * @param lastValueError that of the last value
     * @param yesterdayError that of the same time yesterday
     * @param coverage95 share of values not above the 0.95 quantile; beyond an hour of means of five minutes
     * @param origins how many forecasts
     */
    record Result(double error, double lastValueError, double yesterdayError, double coverage95, int origins) {

        double relativeToBestNaive() {
            return error / Math.min(lastValueError, yesterdayError);
        }
    }

    /**
     * What comes out at several distances, ascending, with one forecaster. {@code aheads} and {@code every} are in buckets of the series; its last
     * {@code testDays} days are the test.
     */
    static List<Result> run(TimeSeries series, ForecastSettings settings, int testDays, int every, int[] aheads) {
        int day = (int) Duration.ofDays(1).dividedBy(series.step());
        int testStart = series.size() - testDays * day;
        Forecaster forecaster = Forecasters.standard(settings);
        Tally[] tallies = new Tally[aheads.length];
        Arrays.setAll(tallies, i -> new Tally(series, aheads[i], day));
        for (int now = 0; now < series.size(); now++) {
            if (series.isKnown(now)) {
                forecaster.observe(series.time(now), series.time(now + 1), series.value(now));
            }
            int sinceStart = now - testStart;
            if (sinceStart >= 0 && sinceStart % day == 0) {
                forecaster.refit();
            }
            if (sinceStart >= 0 && sinceStart % every == 0 && series.isKnown(now)) {
                int farthest = aheads[aheads.length - 1];
                Forecast.Quantiles quantiles =
                        quantiles(forecaster.forecast(new Horizon(series.step(), farthest), LEVELS));
                for (Tally tally : tallies) {
                    tally.add(now, quantiles);
                }
            }
        }
        return Arrays.stream(tallies).map(Tally::result).toList();
    }

    /** Sums at one distance. */
    private static final class Tally {

        /** Beyond an hour the standard forecaster answers for the mean of five minutes, which is steadier than one. */
        private static final int HOUR = 60;

        private static final int PATH_BUCKET = 5;

        private final TimeSeries series;
        private final int ahead;
        private final int day;
        private double error;
        private double lastValueError;
        private double yesterdayError;
        private int covered;
        private int origins;

        Tally(TimeSeries series, int ahead, int day) {
            this.series = series;
            this.ahead = ahead;
            this.day = day;
        }

        void add(int now, Forecast.Quantiles quantiles) {
            int target = now + ahead;
            if (target + PATH_BUCKET >= series.size() || !series.isKnown(target) || !series.isKnown(target - day)) {
                return;
            }
            double actual = series.value(target);
            error += Math.abs(actual - quantiles.value(0, ahead - 1));
            lastValueError += Math.abs(actual - series.value(now));
            yesterdayError += Math.abs(actual - series.value(target - day));
            covered += level(target) <= quantiles.value(2, ahead - 1) ? 1 : 0;
            origins++;
        }

        private double level(int target) {
            if (ahead <= HOUR) {
                return series.value(target);
            }
            double sum = 0;
            int first = target / PATH_BUCKET * PATH_BUCKET;
            for (int i = first; i < first + PATH_BUCKET; i++) {
                sum += series.value(i);
            }
            return sum / PATH_BUCKET;
        }

        Result result() {
            return new Result(
                    error / origins,
                    lastValueError / origins,
                    yesterdayError / origins,
                    (double) covered / origins,
                    origins);
        }
    }

    private static Forecast.Quantiles quantiles(Forecast forecast) {
        return switch (forecast) {
            case Forecast.Quantiles quantiles -> quantiles;
            case Forecast.Unavailable unavailable -> throw new AssertionError(unavailable);
        };
    }
}
