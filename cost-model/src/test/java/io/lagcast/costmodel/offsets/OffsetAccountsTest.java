package io.lagcast.costmodel.offsets;

import static io.lagcast.costmodel.offsets.TestingGroup.earliest;
import static io.lagcast.costmodel.offsets.TestingGroup.latest;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.Measurement;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of offset accounting: one row a case, each ending in one sample and what it must mean. */
class OffsetAccountsTest {

    private static final double UNKNOWN = Double.NaN;

    @ParameterizedTest
    @MethodSource({"commits", "logs", "partitions", "answers"})
    void accountsFor(Supplier<Measurement> story, double produced, double consumed, double lag, boolean gap) {
        Measurement newest = story.get();

        assertThat(newest.produced()).as("produced per second").isEqualTo(known(produced));
        assertThat(newest.consumed()).as("consumed per second").isEqualTo(known(consumed));
        assertThat(newest.lag()).as("lag").isEqualTo(known(lag));
        assertThat(newest.gap()).as("gap").isEqualTo(gap);
    }

    static Stream<Arguments> commits() {
        return Stream.of(
                row("ordinary progress", 20, 10, 250, () -> {
                    TestingGroup group = latest();
                    group.read(0, 900, 1000).sample();
                    return group.read(0, 1050, 1300).sample();
                }),
                row("never committed, earliest: everything retained is lag", 20, 0, 1250, () -> {
                    TestingGroup group = earliest();
                    group.readUncommittedFrom(0, 50, 1000).sample();
                    return group.readUncommittedFrom(0, 50, 1300).sample();
                }),
                row("never committed, earliest, beginning not read: counted from 0", 20, 0, 1300, () -> {
                    TestingGroup group = earliest();
                    group.readUncommitted(0, 1000).sample();
                    return group.readUncommitted(0, 1300).sample();
                }),
                row("never committed, latest: counted from the end first seen", 20, 0, 300, () -> {
                    TestingGroup group = latest();
                    group.readUncommittedFrom(0, 50, 1000).sample();
                    return group.readUncommittedFrom(0, 50, 1300).sample();
                }),
                row("first commit, latest: consumed from the end first seen", 20, 16, 60, () -> {
                    TestingGroup group = latest();
                    group.readUncommitted(0, 1000).sample();
                    return group.read(0, 1240, 1300).sample();
                }),
                row("latest, members arrive: they start at the end, what waited is not lag", 20, 0, 300, () -> {
                    TestingGroup group = latest().state(GroupState.EMPTY);
                    group.readUncommitted(0, 1000).sample();
                    group.readUncommitted(0, 5000).sample();
                    return group.state(GroupState.STABLE)
                            .readUncommitted(0, 5300)
                            .sample();
                }),
                row("commit expired, earliest: everything retained is lag again", 0, 0, 990, () -> {
                    TestingGroup group = earliest();
                    group.readFrom(0, 10, 1000, 1000).sample();
                    return group.readUncommittedFrom(0, 10, 1000).sample();
                }),
                row("commit set back: lag grows, consumption is not negative", 20, 0, 1200, () -> {
                    TestingGroup group = latest();
                    group.read(0, 900, 1000).sample();
                    return group.read(0, 100, 1300).sample();
                }),
                row("commit set back, then read again: that is consumption", 0, 10, 1050, () -> {
                    TestingGroup group = latest();
                    group.read(0, 900, 1000).sample();
                    group.read(0, 100, 1300).sample();
                    return group.read(0, 250, 1300).sample();
                }),
                row("commit read after the end: no negative lag", 0, 10, 0, () -> {
                    TestingGroup group = latest();
                    group.read(0, 900, 1000).sample();
                    return group.read(0, 1050, 1000).sample();
                }),
                row("commit below the log start: deleted records are not lag", 0, 0, 500, () -> {
                    TestingGroup group = latest();
                    group.readFrom(0, 0, 100, 1000).sample();
                    return group.readFrom(0, 500, 100, 1000).sample();
                }),
                row("commit past a log start it was below: deleted records are not consumed", 0, 20, 200, () -> {
                    TestingGroup group = latest();
                    group.readFrom(0, 0, 100, 1000).sample();
                    group.readFrom(0, 500, 100, 1000).sample();
                    return group.readFrom(0, 500, 800, 1000).sample();
                }));
    }

    static Stream<Arguments> logs() {
        return Stream.of(
                row("topic made again: its end jumps back, the interval is unknown", UNKNOWN, UNKNOWN, 40, () -> {
                    TestingGroup group = earliest();
                    group.readFrom(0, 100, 900, 1000).sample();
                    return group.readUncommittedFrom(0, 0, 40).sample();
                }),
                row("topic made again and already longer: its beginning tells", UNKNOWN, UNKNOWN, 5000, () -> {
                    TestingGroup group = earliest();
                    group.readFrom(0, 100, 900, 1000).sample();
                    return group.readUncommittedFrom(0, 0, 5000).sample();
                }),
                row("topic made again: the interval after it is counted", 4, 0, 100, () -> {
                    TestingGroup group = earliest();
                    group.readFrom(0, 100, 900, 1000).sample();
                    group.readUncommittedFrom(0, 0, 40).sample();
                    return group.readUncommittedFrom(0, 0, 100).sample();
                }),
                row("topic made again, commit of the old one left: it hides nothing", 4, 0, 100, () -> {
                    TestingGroup group = earliest();
                    group.readFrom(0, 100, 900, 1000).sample();
                    group.readFrom(0, 0, 900, 40).sample();
                    return group.readFrom(0, 0, 900, 100).sample();
                }),
                row("unclean leader election, commit still valid", UNKNOWN, UNKNOWN, 10, () -> {
                    TestingGroup group = latest();
                    group.read(0, 900, 1000).sample();
                    return group.read(0, 980, 990).sample();
                }),
                row("unclean leader election below the commit: lag counts from the cut", 2, 0, 30, () -> {
                    TestingGroup group = latest();
                    group.read(0, 1000, 1000).sample();
                    group.read(0, 1000, 950).sample();
                    return group.read(0, 1000, 980).sample();
                }),
                row("transaction marker at the tail of an idle partition is not lag after a minute", 0, 0, 0, () -> {
                    TestingGroup group = latest();
                    group.read(0, 999, 1000).sample();
                    group.read(0, 999, 1000).sample();
                    return group.read(0, 999, 1000).sampleAfter(60);
                }),
                row("a record after such a marker is one record of lag", 1.0 / 15, 0, 1, () -> {
                    TestingGroup group = latest();
                    group.read(0, 999, 1000).sample();
                    group.read(0, 999, 1000).sample();
                    group.read(0, 999, 1000).sampleAfter(60);
                    return group.read(0, 999, 1001).sample();
                }),
                row("a long tail stays lag", 0, 0, 1000, () -> {
                    TestingGroup group = latest();
                    group.read(0, 1000, 2000).sample();
                    group.read(0, 1000, 2000).sample();
                    return group.read(0, 1000, 2000).sampleAfter(600);
                }),
                row("a tail without members to consume it stays lag", 0, 0, 1, () -> {
                    TestingGroup group = latest().state(GroupState.EMPTY);
                    group.read(0, 999, 1000).sample();
                    group.read(0, 999, 1000).sample();
                    return group.read(0, 999, 1000).sampleAfter(600);
                }));
    }

    static Stream<Arguments> partitions() {
        return Stream.of(
                row("first sample: lag, but no rates", UNKNOWN, UNKNOWN, 100, () -> latest().read(0, 900, 1000)
                        .sample()),
                row("partition added: its records are lag by position, not production", 20, 10, 750, () -> {
                    TestingGroup group = earliest();
                    group.read(0, 900, 1000).sample();
                    return group.read(0, 1050, 1300).readUncommitted(1, 500).sample();
                }),
                row("partition added: counted from then on", 22, 10, 930, () -> {
                    TestingGroup group = earliest();
                    group.read(0, 900, 1000).sample();
                    group.read(0, 1050, 1300).readUncommitted(1, 500).sample();
                    return group.read(0, 1200, 1600).readUncommitted(1, 530).sample();
                }),
                row("several topics add up", 30, 25, 175, () -> {
                    TestingGroup group = latest();
                    group.read(0, 900, 1000);
                    group.read("u", 0, OptionalLong.empty(), OptionalLong.of(0), 0)
                            .sample();
                    group.read(0, 1200, 1300);
                    return group.read("u", 0, OptionalLong.empty(), OptionalLong.of(75), 150)
                            .sample();
                }),
                row("empty group: production is counted, lag grows", 20, 0, 400, () -> {
                    TestingGroup group = latest().state(GroupState.EMPTY);
                    group.read(0, 900, 1000).sample();
                    return group.read(0, 900, 1300).sample();
                }),
                row("group that does not exist yet", 20, 0, 300, () -> {
                    TestingGroup group = latest().state(GroupState.DEAD);
                    group.readUncommitted(0, 1000).sample();
                    return group.readUncommitted(0, 1300).sample();
                }),
                row("nothing to consume from", UNKNOWN, UNKNOWN, UNKNOWN, () -> {
                    TestingGroup group = latest().state(GroupState.DEAD);
                    group.sample();
                    return group.sample();
                }));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                gapRow("a partition named unread", () -> {
                    TestingGroup group = latest();
                    group.read(0, 0, 1000).read(1, 0, 1000).sample();
                    return group.read(0, 100, 1300).unread(1).sample();
                }),
                gapRow("a partition silently missing", () -> {
                    TestingGroup group = latest();
                    group.read(0, 0, 1000).read(1, 0, 1000).sample();
                    return group.read(0, 100, 1300).sample();
                }),
                gapRow("nothing could be read", () -> {
                    TestingGroup group = latest();
                    group.read(0, 0, 1000).sample();
                    return group.unreadable();
                }),
                row("after a gap the rates span it: nothing lost, nothing twice", 40, 20, 2900, () -> {
                    TestingGroup group = latest();
                    group.read(0, 0, 1000).read(1, 0, 1000).sample();
                    group.read(0, 150, 1300).unread(1).sample();
                    group.unreadable();
                    return group.read(0, 450, 1900).read(1, 450, 1900).sample();
                }),
                row("a partition missing for five minutes is gone", 20, 0, 6300, () -> {
                    TestingGroup group = latest();
                    group.read(0, 1000, 1000).read(1, 0, 1000).sample();
                    group.read(0, 1000, 1300).sample();
                    return group.read(0, 1000, 7300).sampleAfter(300);
                }));
    }

    private static Arguments gapRow(String name, Supplier<Measurement> story) {
        return Arguments.of(Named.of(name, story), UNKNOWN, UNKNOWN, UNKNOWN, true);
    }

    private static Arguments row(
            String name, double produced, double consumed, double lag, Supplier<Measurement> story) {
        return Arguments.of(Named.of(name, story), produced, consumed, lag, false);
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
