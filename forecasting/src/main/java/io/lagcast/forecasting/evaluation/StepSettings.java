package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.ForecastSettings;
import java.time.Duration;

/**
 * The settings a series gets when only its step is known. Finer buckets are kept for a shorter time: two weeks and a day of minutes, 60 days from five
 * minutes on, 400 days from an hour on (a year and a month), and never more than {@link ForecastSettings#MAX_BUCKETS} buckets.
 */
public final class StepSettings {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WINDOW = Duration.ofDays(15);
    private static final Duration LONGER_WINDOW = Duration.ofDays(60);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(400);

    private StepSettings() {}

    /**
     * The settings for buckets of length {@code step}.
     *
     * @throws IllegalArgumentException if the step is shorter or longer than {@link ForecastSettings} allows
     */
    public static ForecastSettings of(Duration step) {
        Duration most = step.multipliedBy(ForecastSettings.MAX_BUCKETS);
        Duration window = window(step);
        return new ForecastSettings(step, window.compareTo(most) < 0 ? window : most);
    }

    private static Duration window(Duration step) {
        if (step.compareTo(FIVE_MINUTES) < 0) {
            return WINDOW;
        }
        return step.compareTo(HOUR) < 0 ? LONGER_WINDOW : LONGEST_WINDOW;
    }
}
