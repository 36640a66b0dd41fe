package io.lagcast.forecasting.autoregression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.decomposition.Scale;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.util.Arrays;
import java.util.Locale;

/**
 * Long-lag autoregression: the next value from the last few, those around the same time of yesterday and those around the same time of last week,
 * usually on logarithms, applied recursively.
 *
 * <pre>
 * x(t) = scale(y(t)) - seasonalMean(t)
 * x(t) = intercept + sum over lags c(lag) x(t - lag)
 * </pre>
 *
 * <p>fitted robustly with fading weights: see {@link RobustRegression} and, for the path, its bounds and gaps, {@link Recursion}. Needs about 70 known
 * buckets; lags too long for the history are left out until it has grown. A constant series is continued as constant.
 *
 * <p>Source: the idea and most lags are "Card" of Doornik, Castle and Hendry (2020), "Card forecasts for M4", https://doi.org/10.1016/j.ijforecast.2019.03.012,
 * best in M4 Hourly: autoregression on logarithms with lags of a day and a week and seasonal dummies. Ours is one regression instead of two averaged
 * and a calibrated one, is fitted robustly, and leaves averaging to the panel.
 */
public final class LogAutoregression implements Expert {

    private final String name;
    private final double seasonBuckets;
    private final Recursion recursion;

    /**
     * What distinguishes one of these experts from another; several together forecast better than the best of them.
     *
     * @param scale on which the recursion is linear
     * @param lags which earlier values it uses
     * @param seasonalMeans whether the mean of each phase of the second-longest season (the day, where a week is known) is taken off first
     */
    public record Shape(Scale scale, Lags lags, boolean seasonalMeans) {}

    /**
     * An expert that has yet to be fitted.
     *
     * @param ring which somebody else fills
     * @param seasonBuckets lengths of the seasons in buckets, may be empty
     * @param maxLead the longest lead it will be asked for, in buckets
     * @param shape of the recursion
     */
    public LogAutoregression(BucketRing ring, double[] seasonBuckets, int maxLead, Shape shape) {
        double[] seasons = seasonBuckets.clone();
        Arrays.sort(seasons);
        this.seasonBuckets = seasons.length == 0 ? 0 : seasons[seasons.length - 1];
        double day = seasons.length == 0 ? 0 : seasons[Math.max(0, seasons.length - 2)];
        this.name = "autoregression of "
                + (shape.scale() == Scale.LOGARITHM ? "logarithms, " : "values, ")
                + shape.lags().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " lags"
                + (shape.seasonalMeans() ? ", seasonal means" : "");
        this.recursion = new Recursion(
                ring, seasons, maxLead, shape.scale(), shape.lags().of(seasons), 0, shape.seasonalMeans() ? day : 0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double mean) {
        recursion.absorb(bucket, mean);
    }

    @Override
    public void absorbMissing(long bucket) {
        recursion.absorbMissing(bucket);
    }

    @Override
    public void fit() {
        recursion.fit();
    }

    @Override
    public double seasonBuckets() {
        return seasonBuckets;
    }

    @Override
    public boolean canForecast(int lead) {
        return recursion.canForecast(lead);
    }

    @Override
    public double forecast(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException(
                    "No forecast " + lead + " buckets ahead. Maybe it was not fitted, or for shorter leads only");
        }
        return recursion.forecast(lead);
    }

    @Override
    public Learning learning() {
        return Learning.by(LogAutoregression.class).with("lags, buckets", recursion.lags());
    }

    @Override
    public void carry(State state) {
        recursion.carry(state);
    }
}
