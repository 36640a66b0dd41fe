package io.lagcast.costmodel.simulation;

import io.lagcast.costmodel.WorkloadPolicy;
import java.time.Instant;

/** Runs a scaler against a simulated group on a trace of rates. */
public final class ClosedLoop {

    private static final int INTERVAL_SECONDS = 15;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Setting setting;
    private final double[] ratePerSecond;
    private final int stepSeconds;

    /** A trace of rates, {@code stepSeconds} each, that begins at {@link #start()}. */
    public ClosedLoop(Setting setting, double[] ratePerSecond, int stepSeconds) {
        this.setting = setting;
        this.ratePerSecond = ratePerSecond.clone();
        this.stepSeconds = stepSeconds;
    }

    public static Instant start() {
        return START;
    }

    public Outcome run(Scaler scaler) {
        int seconds = ratePerSecond.length * stepSeconds;
        SimulatedGroup group = new SimulatedGroup(setting, seconds, setting.partitions());
        int decisions = 0;
        double[] lastMinute = new double[60];
        for (int second = 0; second < seconds; second++) {
            if (second % INTERVAL_SECONDS == 0) {
                double rate = java.util.Arrays.stream(lastMinute).average().orElse(0);
                group.ask(scaler.decide(group.sample(START), group.lag(), rate, group.desired()));
                decisions++;
            }
            double rate = ratePerSecond[second / stepSeconds];
            lastMinute[second % 60] = rate;
            group.step(rate);
        }
        return outcome(scaler, group, seconds, decisions);
    }

    private Outcome outcome(Scaler scaler, SimulatedGroup group, int seconds, int decisions) {
        double late = group.late + group.lag();
        double penalty = WorkloadPolicy.DEFAULT_LATE_PENALTY / setting.throughput();
        return new Outcome(
                scaler.name(),
                group.replicaSeconds / 3600,
                1 - group.late / group.processed,
                (group.replicaSeconds + late * penalty) / 3600,
                group.lagSum / seconds,
                group.moves * 86400.0 / seconds,
                scaler.nanos() / 1000.0 / decisions);
    }
}
