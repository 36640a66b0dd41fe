package io.lagcast.benchmarks;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.Records;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.lag.LatenessPrice;
import io.lagcast.costmodel.plan.Demand;
import io.lagcast.costmodel.plan.PlannedGroup;
import io.lagcast.costmodel.plan.PricedCounts;
import io.lagcast.costmodel.plan.RecedingHorizonPlan;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one plan takes: the counts that 40 even partitions make useful (twelve), steps of 15 s, four scenarios that cross several of the counts, a
 * start-up of 30 s, an eager pause of 10 s and a lag time of 30 s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 4)
public class PlanBenchmark {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final double THROUGHPUT = 1000;
    private static final int PARTITIONS = 40;
    private static final double[] WEIGHTS = {0.3, 0.4, 0.22, 0.08};

    /** Minutes planned ahead: what the advisor takes by default, and half an hour. */
    @Param({"10", "30"})
    public int horizon;

    @SuppressWarnings("NullAway.Init")
    private PlannedGroup group;

    @SuppressWarnings("NullAway.Init")
    private Demand demand;

    @SuppressWarnings("NullAway.Init")
    private LatenessPrice lateness;

    @Setup
    public void prepare() {
        PartitionLayout layout = PartitionLayout.even(PARTITIONS, 1);
        int[] counts = layout.usefulCounts(1, PARTITIONS);
        double[] capacity = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            capacity[i] = layout.capacityPerSecond(counts[i], THROUGHPUT);
        }
        int current = counts.length / 2;
        group = new PlannedGroup(
                counts,
                capacity,
                current,
                new RecordsPerSecond(capacity[current]),
                Duration.ofSeconds(30),
                RebalanceModel.of(RebalanceProtocol.EAGER, Duration.ofSeconds(10)));
        double now = 0.9 * capacity[current];
        demand = new Demand(new Records(10 * now), new RecordsPerSecond(now), STEP, scenarios(now), WEIGHTS);
        lateness = LatenessPrice.of(new Objective(Duration.ofSeconds(30), 0.999), 20, new RecordsPerSecond(THROUGHPUT));
    }

    /** Fanning out from {@code now} to between half and three times of it, with a wave over it. */
    private double[][] scenarios(double now) {
        int steps = (int) Duration.ofMinutes(horizon).dividedBy(STEP);
        double[] atTheEnd = {0.5, 1, 2, 3};
        double[][] paths = new double[WEIGHTS.length][steps];
        for (int s = 0; s < paths.length; s++) {
            for (int t = 0; t < steps; t++) {
                double way = (t + 1.0) / steps;
                paths[s][t] = now * (1 + way * (atTheEnd[s] - 1)) * (1 + 0.2 * Math.sin(t / 6.0));
            }
        }
        return paths;
    }

    /** The price of every count. */
    @Benchmark
    public PricedCounts price() {
        return new RecedingHorizonPlan(group, demand, lateness, new RecordsPerSecond(THROUGHPUT)).price();
    }
}
