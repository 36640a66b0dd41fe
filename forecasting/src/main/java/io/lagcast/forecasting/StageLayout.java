package io.lagcast.forecasting;

import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.forecasting.panel.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One resolution of a forecaster: how long its buckets are, how many it remembers, and how far it forecasts.
 *
 * @param step length of a bucket
 * @param buckets how many are remembered
 * @param span which leads it answers for
 */
record StageLayout(Duration step, int buckets, Span span) {

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
            layouts.add(new StageLayout(step, settings.buckets(), new Span(0, 0, FAR_REACH)));
            return layouts;
        }
        Duration path = step;
        if (step.compareTo(FIVE_MINUTES) < 0) {
            layouts.add(new StageLayout(step, settings.buckets(), new Span(anchorReach, 0, anchorReach)));
            path = step.multipliedBy(PATH_RATIO);
            int covered = (int) step.multipliedBy(anchorReach).dividedBy(path);
            layouts.add(new StageLayout(path, PATH_BUCKETS, new Span(0, covered, PATH_REACH)));
        } else {
            int reach = (int) Math.min(PATH_REACH, Duration.ofDays(1).dividedBy(step));
            layouts.add(new StageLayout(step, settings.buckets(), new Span(anchorReach, 0, reach)));
        }
        Duration far = path.multipliedBy(FAR_RATIO);
        if (far.compareTo(HOUR) > 0) {
            far = HOUR;
        }
        int covered = (int) layouts.getLast().horizon().dividedBy(far);
        layouts.add(new StageLayout(far, FAR_BUCKETS, new Span(0, covered, FAR_REACH)));
        return layouts;
    }

    /**
     * Whether the leads of a model of the user's are among those it answers for.
     *
     * @throws IllegalArgumentException if the model's buckets are as long as these but a lead is not
     */
    boolean serves(OwnModel model) {
        if (!model.step().equals(step)) {
            return false;
        }
        for (Duration lead : model.leads()) {
            if (lead.compareTo(step.multipliedBy(span.covered())) <= 0 || lead.compareTo(horizon()) > 0) {
                throw new IllegalArgumentException("The model " + model.name() + " answers " + lead
                        + " ahead from buckets of " + step + ", which are used for more than "
                        + step.multipliedBy(span.covered()) + " and up to " + horizon()
                        + " ahead\nMaybe it was meant for another step");
            }
        }
        return true;
    }

    /** Lead up to which every lead counts for itself, 0 for none. */
    int anchorReach() {
        return span.anchorReach();
    }

    /** The farthest lead. */
    int reach() {
        return span.reach();
    }

    /** Length of what it can forecast. */
    Duration horizon() {
        return step.multipliedBy(span.reach());
    }
}
