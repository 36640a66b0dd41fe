package io.lagcast.forecasting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One resolution of a forecaster: how long its buckets are, how many it remembers, and how far it forecasts.
 *
 * @param step length of a bucket
 * @param buckets how many are remembered
 * @param anchorReach lead up to which every lead counts for itself, in buckets; 0 for none
 * @param reach farthest lead, in buckets, at least 1
 */
record StageLayout(Duration step, int buckets, int anchorReach, int reach) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final int PATH_RATIO = 5;
    private static final int FAR_RATIO = 12;
    private static final int PATH_REACH = 288;
    private static final int FAR_REACH = 168;

    /** Buckets a coarser stage remembers at least, even beyond the window: four weeks of five minutes, twenty-four weeks of hours. */
    private static final int PATH_BUCKETS = 8064;

    private static final int FAR_BUCKETS = 4032;

    /**
     * The stages of a forecaster, finest first. With one-minute buckets: minutes for an hour, five minutes for a day, hours for a week. Buckets of five
     * minutes or longer serve the day themselves, those of an hour or longer the week.
     */
    static List<StageLayout> of(ForecastSettings settings) {
        Duration step = settings.step();
        int anchorReach = (int) Math.min(settings.shortTermSteps(), HOUR.dividedBy(step));
        List<StageLayout> layouts = new ArrayList<>();
        if (step.compareTo(HOUR) >= 0) {
            layouts.add(new StageLayout(step, settings.buckets(), 0, FAR_REACH));
            return layouts;
        }
        Duration path = step;
        if (step.compareTo(FIVE_MINUTES) < 0) {
            layouts.add(new StageLayout(step, settings.buckets(), anchorReach, anchorReach));
            path = step.multipliedBy(PATH_RATIO);
            layouts.add(new StageLayout(path, PATH_BUCKETS, 0, PATH_REACH));
        } else {
            int reach = (int) Math.min(PATH_REACH, Duration.ofDays(1).dividedBy(step));
            layouts.add(new StageLayout(step, settings.buckets(), anchorReach, reach));
        }
        Duration far = path.multipliedBy(FAR_RATIO);
        if (far.compareTo(HOUR) > 0) {
            far = HOUR;
        }
        layouts.add(new StageLayout(far, FAR_BUCKETS, 0, FAR_REACH));
        return layouts;
    }

    /** Length of what it can forecast. */
    Duration horizon() {
        return step.multipliedBy(reach);
    }
}
