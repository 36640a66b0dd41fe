package io.lagcast.forecasting;

import java.time.Duration;
import java.util.List;

/**
 * How finely and how far back a forecaster remembers a series, and which seasons it always tries.
 *
 * @param step length of the buckets observations are averaged into; 10 ms to 1 day. A forecast's own step may differ, see
 *     {@link Forecasters#standard}
 * @param window how much of the past is kept and learned from; at least 10 steps, at most {@value #MAX_BUCKETS} steps. It bounds the memory: 8 bytes
 *     a bucket
 * @param shortTermSteps how far the short term reaches, in steps, at least 1. The model that answers is chosen separately for leads up to a twelfth of
 *     it, up to all of it, up to eight times it, and beyond
 * @param seasons season lengths tried whenever the window holds them, besides those found in the data; each at least 2 steps
 */
public record ForecastSettings(Duration step, Duration window, int shortTermSteps, List<Duration> seasons) {

    /** Most buckets a window may have: 1.6 MB a series. */
    public static final int MAX_BUCKETS = 200_000;

    private static final Duration MIN_STEP = Duration.ofMillis(10);
    private static final Duration MAX_STEP = Duration.ofDays(1);
    private static final int MIN_BUCKETS = 10;
    private static final int SHORT_TERM_STEPS = 60;

    /** One-minute buckets over fifteen days: two whole weeks and a day to compare with. Daily and weekly seasons; short term is up to an hour. */
    public static final ForecastSettings DEFAULT = new ForecastSettings(Duration.ofMinutes(1), Duration.ofDays(15));

    public ForecastSettings {
        if (step.compareTo(MIN_STEP) < 0 || step.compareTo(MAX_STEP) > 0) {
            throw new IllegalArgumentException("Forecast step must be between 10 ms and 1 day but was " + step);
        }
        long buckets = window.isNegative() ? 0 : window.dividedBy(step);
        if (buckets < MIN_BUCKETS || buckets > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "Forecast window must hold " + MIN_BUCKETS + " to " + MAX_BUCKETS + " steps of " + step
                            + " but was " + window + ", which holds " + buckets + "\nMaybe choose a longer step");
        }
        if (shortTermSteps < 1) {
            throw new IllegalArgumentException("The short term must be at least 1 step but was " + shortTermSteps);
        }
        for (Duration season : seasons) {
            if (season.compareTo(step.multipliedBy(2)) < 0) {
                throw new IllegalArgumentException(
                        "A season must be at least two steps of " + step + " but was " + season);
            }
        }
        seasons = List.copyOf(seasons);
    }

    /** Settings with the default short term, and with the daily and weekly seasons that the window can hold. */
    public ForecastSettings(Duration step, Duration window) {
        this(step, window, SHORT_TERM_STEPS, calendarSeasons(step));
    }

    private static List<Duration> calendarSeasons(Duration step) {
        Duration day = Duration.ofDays(1);
        Duration week = Duration.ofDays(7);
        return day.compareTo(step.multipliedBy(2)) >= 0 ? List.of(day, week) : List.of(week);
    }

    /** Number of buckets in the window. */
    public int buckets() {
        return Math.toIntExact(window.dividedBy(step));
    }
}
