package io.lagcast.forecasting;

/** The forecasters other modules construct. */
public final class Forecasters {

    private Forecasters() {}

    /**
     * The standard forecaster: a pool of short-term and long-term models scored by rolling origins, the best of which (or their loss-weighted mean)
     * answers, with quantiles from its own recent errors.
     *
     * <p>A forecast's step may be any length. A bucket of the horizon is the time-weighted mean of the model's path over the settings' steps it
     * covers; its quantiles come from errors of means over about as many steps (1, 5 or 60), since an hour's mean is easier to forecast than any one
     * minute in it.
     */
    public static Forecaster standard(ForecastSettings settings) {
        return new StandardForecaster(settings);
    }
}
