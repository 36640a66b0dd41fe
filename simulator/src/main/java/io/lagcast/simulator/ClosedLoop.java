package io.lagcast.simulator;

import io.lagcast.simulator.scaler.Scaler;
import io.lagcast.simulator.world.LagTimes;
import io.lagcast.simulator.world.Observation;
import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;
import io.lagcast.simulator.world.Tally;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/** Runs a scaler against a simulated group: it observes, decides, and its count is asked for, at every interval. */
public final class ClosedLoop {

    private static final int REPORTS = 200;

    private final Scenario scenario;

    public ClosedLoop(Scenario scenario) {
        this.scenario = scenario;
    }

    public Outcome run(Scaler scaler) {
        return run(scaler, done -> {});
    }

    /** Runs the scaler and tells {@code progress}, now and then, what share is done. */
    public Outcome run(Scaler scaler, DoubleConsumer progress) {
        long began = System.nanoTime();
        SimulatedGroup group = scenario.begin();
        Course course = new Course(scenario.intervalSeconds(), scenario.decisions());
        SplittableRandom missing = new SplittableRandom(scenario.seed());
        int decisions = scenario.decisions();
        for (int t = 0; t < decisions; t++) {
            boolean blind = missing.nextDouble() < scenario.missingSamples() && scaler.isReactive();
            double lag = group.lagRecords();
            int lagSeconds = group.lagSeconds();
            if (!blind) {
                group.ask(Math.max(scenario.minReplicas(), scaler.decide(new Observation(group, scenario.start()))));
            }
            course.add(group.desired(), lag, lagSeconds);
            group.run(Math.min(scenario.intervalSeconds(), scenario.arrivals().seconds() - group.second()));
            if (t % Math.max(1, decisions / REPORTS) == 0) {
                progress.accept((double) t / decisions);
            }
        }
        group.finish();
        progress.accept(1);
        return outcome(scaler.name(), group.tally(), course, Duration.ofNanos(System.nanoTime() - began));
    }

    private Outcome outcome(String scaler, Tally tally, Course course, Duration elapsed) {
        LagTimes lagTimes = tally.lagTimes();
        return new Outcome(
                scaler,
                tally.replicaSeconds() / 3600,
                lagTimes.shareWithin(scenario.lagTimeSeconds()),
                tally.cost(scenario.replicaSecondsPerLateRecord()) / 3600,
                tally.meanLag(),
                tally.maxLag(),
                lagTimes.meanSeconds(),
                lagTimes.quantileSeconds(0.99),
                lagTimes.maxSeconds(),
                tally.movesOut(),
                tally.movesIn(),
                scenario.arrivals().total(),
                tally.processed(),
                tally.doneAgain(),
                Duration.ofSeconds(scenario.arrivals().seconds()),
                elapsed,
                course);
    }
}
