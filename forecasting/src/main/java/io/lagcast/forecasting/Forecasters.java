package io.lagcast.forecasting;

/** The forecasters other modules construct. */
public final class Forecasters {

    private Forecasters() {}

    /**
     * The standard forecaster: panels of short-term and long-term experts, weighed per lead and quantile by online aggregation and calibrated by what came
     * of earlier forecasts.
     *
     * <p>A forecast's step may be any length. Near leads are forecast in the settings' own steps, farther ones in coarser steps (with minutes: five
     * minutes beyond an hour, hours beyond a day). A bucket of the horizon is the time-weighted mean of the quantiles of the steps it covers.
     */
    public static Forecaster standard(ForecastSettings settings) {
        return new StandardForecaster(settings);
    }

    /**
     * A forecaster that goes on where the one that {@linkplain Forecaster#save saved} stopped: the same answers from here on, bit for bit.
     *
     * @throws IllegalArgumentException if the bytes are of another version or other settings, or cut off
     */
    public static Forecaster restored(ForecastSettings settings, byte[] saved) {
        StandardForecaster forecaster = new StandardForecaster(settings);
        forecaster.restore(saved);
        return forecaster;
    }
}
