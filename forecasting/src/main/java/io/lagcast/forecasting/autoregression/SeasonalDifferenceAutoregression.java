package io.lagcast.forecasting.autoregression;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.decomposition.Scale;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.util.Locale;

/**
 * Says how far the series will be from where it was a season earlier: an autoregression on the seasonal difference, usually of logarithms.
 *
 * <pre>
 * u(t) = scale(y(t)) - scale(y(t - season))
 * u(t) = intercept + sum over lags c(lag) u(t - lag)
 * </pre>
 *
 * <p>Where the difference dies out this is the seasonal naive forecast; where growth is steady it is carried on. Fitted robustly with fading weights:
 * see {@link RobustRegression} and {@link Recursion}. Needs the season and about 70 known buckets more.
 *
 * <p>Source: Box and Jenkins' seasonal ARIMA(p,0,0)(P,1,0), "Forecasting: Principles and Practice", 3rd ed., 9.9, https://otexts.com/fpp3/, with free
 * lags instead of a product of polynomials.
 */
public final class SeasonalDifferenceAutoregression implements Expert {

    private final String name;
    private final double seasonBuckets;
    private final Recursion recursion;

    /**
     * An expert that has yet to be fitted.
     *
     * @param ring which somebody else fills
     * @param seasonBuckets lengths of the seasons in buckets
     * @param differenceBuckets the season to which the difference is taken, in buckets
     * @param maxLead the longest lead it will be asked for, in buckets
     * @param scale on which the difference is taken
     * @param lags of the difference
     */
    public SeasonalDifferenceAutoregression(
            BucketRing ring, double[] seasonBuckets, double differenceBuckets, int maxLead, Scale scale, Lags lags) {
        if (!(differenceBuckets >= 2)) {
            throw new IllegalArgumentException("A season needs at least two buckets but had " + differenceBuckets);
        }
        this.name = "autoregression of " + (scale == Scale.LOGARITHM ? "logarithmic " : "")
                + "differences over " + Math.round(differenceBuckets) + ", "
                + lags.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " lags";
        this.seasonBuckets = differenceBuckets;
        int difference = (int) Math.round(differenceBuckets);
        this.recursion = new Recursion(ring, seasonBuckets, maxLead, scale, lags.of(seasonBuckets), difference, 0);
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
        return Learning.by(SeasonalDifferenceAutoregression.class).with("lags, buckets", recursion.lags());
    }

    @Override
    public void carry(State state) {
        recursion.carry(state);
    }
}
