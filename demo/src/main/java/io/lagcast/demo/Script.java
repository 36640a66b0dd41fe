package io.lagcast.demo;

import io.lagcast.demo.trace.Playback;
import io.lagcast.demo.trace.TraceGenerator;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.trace.TraceFile;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What will be played and for how long.
 *
 * @param playback arrivals over time
 * @param end when the demo ends; empty when only the user ends it
 */
record Script(Playback playback, Optional<Duration> end) {

    /** Share of the capacity with a replica per partition that the trace's 99.9th percentile is scaled to. */
    private static final double PEAK = 0.9;

    /** Half of a file is history; of the generator's days all but the last one. */
    private static final int GENERATED_DAYS = 8;

    /** Where in the last generated day playing begins: before the morning's rise. */
    private static final double DAY_BEGINS = 0.22;

    /** How long a step of the trace takes unless told otherwise: short enough to watch, long enough to measure a rate in. */
    private static final Duration STEP = Duration.ofSeconds(5);

    static Script of(DemoSettings settings) {
        Trace trace = settings.trace()
                .map(TraceFile::read)
                .orElseGet(() -> TraceGenerator.days(GENERATED_DAYS, new SplittableRandom(settings.seed())));
        int start = settings.trace().isPresent() ? trace.length() / 2 : generatedStart();
        double speed = settings.speed().orElse((double) trace.step().toNanos() / STEP.toNanos());
        Playback playback = new Playback(trace, start, speed, PEAK * settings.capacityPerSecond());
        Optional<Duration> end = settings.runFor().or(() -> settings.trace().map(file -> playback.length()));
        return new Script(playback, end);
    }

    private static int generatedStart() {
        double days = GENERATED_DAYS - 1 + DAY_BEGINS;
        return (int) (days * TraceGenerator.STEPS_PER_DAY);
    }
}
