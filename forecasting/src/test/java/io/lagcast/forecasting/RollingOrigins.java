package io.lagcast.forecasting;

import java.time.Duration;

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
     * @param coverage95 share of values not above the 0.95 quantile
     * @param origins how many forecasts
     */
    record Result(double error, double lastValueError, double yesterdayError, double coverage95, int origins) {

        double relativeToBestNaive() {
            return error / Math.min(lastValueError, yesterdayError);
        }
    }

    /** {@code ahead} and {@code every} in buckets of the series; its last {@code testDays} days are the test. */
    static Result run(TimeSeries series, ForecastSettings settings, int testDays, int ahead, int every) {
        int day = (int) Duration.ofDays(1).dividedBy(series.step());
        int testStart = series.size() - testDays * day;
        Forecaster forecaster = Forecasters.standard(settings);
        double error = 0;
        double lastValueError = 0;
        double yesterdayError = 0;
        int covered = 0;
        int origins = 0;
        for (int now = 0; now + ahead < series.size(); now++) {
            if (series.isKnown(now)) {
                forecaster.observe(series.time(now), series.time(now + 1), series.value(now));
            }
            int sinceStart = now - testStart;
            if (sinceStart >= 0 && sinceStart % day == 0) {
                forecaster.refit();
            }
            int target = now + ahead;
            boolean isOrigin = sinceStart >= 0 && sinceStart % every == 0;
            if (isOrigin && series.isKnown(now) && series.isKnown(target) && series.isKnown(target - day)) {
                Forecast.Quantiles quantiles =
                        quantiles(forecaster.forecast(new Horizon(series.step(), ahead), LEVELS));
                double actual = series.value(target);
                error += Math.abs(actual - quantiles.value(0, ahead - 1));
                lastValueError += Math.abs(actual - series.value(now));
                yesterdayError += Math.abs(actual - series.value(target - day));
                covered += actual <= quantiles.value(2, ahead - 1) ? 1 : 0;
                origins++;
            }
        }
        return new Result(
                error / origins,
                lastValueError / origins,
                yesterdayError / origins,
                (double) covered / origins,
                origins);
    }

    private static Forecast.Quantiles quantiles(Forecast forecast) {
        return switch (forecast) {
            case Forecast.Quantiles quantiles -> quantiles;
            case Forecast.Unavailable unavailable -> throw new AssertionError(unavailable);
        };
    }
}
