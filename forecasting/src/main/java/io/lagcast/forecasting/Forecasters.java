package io.lagcast.forecasting;

import io.lagcast.forecasting.own.OwnModel;
import java.util.List;

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
        return standard(settings, List.of());
    }

    /**
     * The standard forecaster with models of the user's among its experts, from its first refit on.
     *
     * @throws IllegalArgumentException if a model is made of buckets of a length that is not used, or answers leads that are forecast from others
     */
    public static Forecaster standard(ForecastSettings settings, List<OwnModel> ownModels) {
        return new StandardForecaster(settings, ownModels);
    }

    /**
     * A forecaster that goes on where the one that {@linkplain Forecaster#save saved} stopped: the same answers from here on, bit for bit.
     *
     * @throws IllegalArgumentException if the bytes are of another version or other settings, or cut off
     */
    public static Forecaster restored(ForecastSettings settings, byte[] saved) {
        return restored(settings, saved, List.of());
    }

    /**
     * The same with models of the user's. Where they are not those it was saved with, it goes on with what it learned, the missing ones silent, and
     * {@linkplain Forecaster#refitDue a refit is due}: that puts the present ones in and judges them by the remembered past.
     *
     * @throws IllegalArgumentException if the bytes are of another version or other settings, or cut off, or a model does not fit the settings
     */
    public static Forecaster restored(ForecastSettings settings, byte[] saved, List<OwnModel> ownModels) {
        StandardForecaster forecaster = new StandardForecaster(settings, ownModels);
        forecaster.restore(saved);
        return forecaster;
    }
}
