package io.lagcast.demo.trace;

import io.lagcast.simulator.trace.Trace;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Makes up the arrivals of a shop: two peaks a day (noon and a higher one in the evening), quiet nights, days of different
 * height, noise that lasts for a while, and one flash crowd on the last day.
 */
public final class TraceGenerator {

    public static final int STEPS_PER_DAY = 96;
    private static final Duration STEP = Duration.ofDays(1).dividedBy(STEPS_PER_DAY);

    /** How much of a step's noise is still there in the next one, and how large its innovations are: looks like a busy service. */
    private static final double NOISE_MEMORY = 0.8;

    private static final double NOISE = 0.03;
    private static final double DAY_HEIGHT = 0.05;

    /** The crowd comes within a step, and half of it is gone three steps later. */
    private static final double CROWD_HEIGHT = 0.5;

    private static final double CROWD_HALF_LIFE_STEPS = 3;

    /** Share of the day: in the afternoon, where nothing else goes up. */
    private static final double CROWD_AT = 0.62;

    private TraceGenerator() {}

    /**
     * So many days, ending at midnight.
     *
     * @param days at least 1
     * @param random source of all variation
     */
    public static Trace days(int days, RandomGenerator random) {
        double[] values = new double[days * STEPS_PER_DAY];
        double noise = 0;
        double height = 1;
        for (int i = 0; i < values.length; i++) {
            double timeOfDay = (double) (i % STEPS_PER_DAY) / STEPS_PER_DAY;
            if (i % STEPS_PER_DAY == 0) {
                height = 1 + DAY_HEIGHT * random.nextGaussian();
            }
            noise = NOISE_MEMORY * noise + NOISE * random.nextGaussian();
            double crowd = i / STEPS_PER_DAY == days - 1 ? crowd(timeOfDay) : 0;
            values[i] = Math.max(0, (height * shape(timeOfDay) + crowd) * (1 + noise));
        }
        return new Trace(STEP, values);
    }

    private static double shape(double timeOfDay) {
        return 0.12 + 0.65 * bump(timeOfDay, 0.45, 0.11) + 0.85 * bump(timeOfDay, 0.83, 0.07);
    }

    private static double bump(double at, double centre, double width) {
        double distance = Math.abs(at - centre);
        double around = Math.min(distance, 1 - distance) / width;
        return Math.exp(-0.5 * around * around);
    }

    private static double crowd(double timeOfDay) {
        double stepsSince = (timeOfDay - CROWD_AT) * STEPS_PER_DAY;
        return stepsSince < 0 ? 0 : CROWD_HEIGHT * Math.pow(0.5, stepsSince / CROWD_HALF_LIFE_STEPS);
    }
}
