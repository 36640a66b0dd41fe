package io.lagcast.benchmarks;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.simulator.world.GroupSettings;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * One thing about the standard scenario that is different.
 *
 * @param name what is different
 * @param change makes it so
 */
record Variation(String name, UnaryOperator<DecisionSetting> change) {

    private static final Duration NO_JITTER = Duration.ZERO;

    /** The scenario as it is, and everything that decisions must not depend on. */
    static final List<Variation> ALL = List.of(
            new Variation("standard", setting -> setting),
            group("12 partitions", group -> group.withPartitions(12)),
            group("126 partitions", group -> group.withPartitions(126)),
            group("200 partitions", group -> group.withPartitions(200)),
            group("throughput half", group -> group.withThroughput(times(group, 0.5))),
            group("throughput double", group -> group.withThroughput(times(group, 2))),
            group("start-up 120 s", group -> group.withStartUp(Duration.ofSeconds(120), NO_JITTER)),
            group(
                    "cooperative, pause 2 s",
                    group -> group.withRebalance(RebalanceProtocol.COOPERATIVE, Duration.ofSeconds(2))),
            group("eager, pause 30 s", group -> group.withRebalance(RebalanceProtocol.EAGER, Duration.ofSeconds(30))),
            group("zipf 0.5", group -> group.withSkew(0.5)),
            new Variation("prior twice the truth", setting -> setting.withPrior(OptionalDouble.of(2))),
            new Variation("prior half the truth", setting -> setting.withPrior(OptionalDouble.of(0.5))),
            new Variation("no prior", setting -> setting.withPrior(OptionalDouble.empty())),
            new Variation("30 % of samples missing", setting -> setting.withMissing(0.3)));

    private static Variation group(String name, UnaryOperator<GroupSettings> change) {
        return new Variation(name, setting -> setting.withGroup(change.apply(setting.group())));
    }

    private static RecordsPerSecond times(GroupSettings group, double factor) {
        return new RecordsPerSecond(group.throughput().value() * factor);
    }
}
