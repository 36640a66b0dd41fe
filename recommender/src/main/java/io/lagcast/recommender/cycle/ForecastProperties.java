package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.ForecastSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How arrivals are forecast.
 *
 * @param step length of the buckets that arrival rates are averaged into before they are forecast
 * @param window how far back the forecaster looks: two weeks and a day by default, so that last week has a week to compare with
 */
@ConfigurationProperties("lagcast.forecast")
record ForecastProperties(
        @DefaultValue("1m") Duration step,
        @DefaultValue("15d") Duration window) {

    ForecastProperties {
        new ForecastSettings(step, window);
    }

    ForecastSettings settings() {
        return new ForecastSettings(step, window);
    }
}
