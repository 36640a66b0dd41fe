package io.lagcast.costmodel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.Replicas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DealtLayoutTest {

    private static final List<PartitionId> FOUR_TOPICS_OF_TEN = ids(10, 10, 10, 10);

    @Test
    void findsNoUseForMoreConsumersThanTheLargestTopicHasPartitionsWhereTopicsAreDealtByThemselves() {
        PartitionLayout layout = dealt(Assignor.RANGE, FOUR_TOPICS_OF_TEN, 1);

        assertThat(layout.ceiling()).isEqualTo(new Replicas(10));
        assertThat(layout.usefulCounts(1, 40)).containsExactly(1, 2, 3, 4, 5, 10);
        assertThat(layout.capacityPerSecond(10, 1000)).isEqualTo(10_000);
    }

    @Test
    void believesWhatWasSeenOfACountWhereItIsLessThanTheRuleSays() {
        double[] rates = new double[40];
        Arrays.setAll(rates, p -> 1 / Math.sqrt(p + 1));
        PartitionLayout rule = PartitionLayout.skewed(rates, 1).dealtBadly(Map.of(), 1000);

        PartitionLayout seen = PartitionLayout.skewed(rates, 1).dealtBadly(Map.of(10, 3000.0, 20, 1e6), 1000);

        assertThat(rule.capacityPerSecond(10, 1000)).isGreaterThan(5000);
        assertThat(seen.capacityPerSecond(10, 1000)).isCloseTo(3000, within(1e-6));
        assertThat(seen.capacityPerSecond(20, 1000)).isEqualTo(rule.capacityPerSecond(20, 1000));
        assertThat(seen.usefulCounts(1, 40)).doesNotContain(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Assignor.class,
            names = {"ROUND_ROBIN", "STICKY", "COOPERATIVE_STICKY", "UNIFORM"})
    void usesFortyConsumersForFortyPartitionsOfFourTopicsWhereAllAreDealtTogether(Assignor assignor) {
        PartitionLayout layout = dealt(assignor, FOUR_TOPICS_OF_TEN, 1);

        assertThat(layout.usefulCounts(1, 100)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 10, 14, 20, 40);
        assertThat(layout.capacityPerSecond(40, 1000)).isEqualTo(40_000);
    }

    @Test
    void dealsTasksInsteadOfPartitionsOfTopicsThatAreConsumedTogether() {
        double[] rates = new double[40];
        Arrays.fill(rates, 10);

        PartitionLayout layout = PartitionLayout.dealt(
                Assignor.STREAMS,
                FOUR_TOPICS_OF_TEN,
                rates,
                400,
                2,
                List.of(Set.of("topic0", "topic1"), Set.of("topic2", "topic3")));

        assertThat(layout.ceiling()).isEqualTo(new Replicas(10));
        assertThat(layout.usefulCounts(1, 40)).containsExactly(1, 2, 3, 4, 5, 10);
        assertThat(layout.capacityPerSecond(10, 2000)).isEqualTo(20_000);
    }

    @Test
    void givesTheFirstConsumersTheExtraPartitionOfEveryTopic() {
        PartitionLayout layout = dealt(Assignor.RANGE, ids(5, 5, 5), 1);

        assertThat(layout.mostPieces(4)).isEqualTo(6);
        assertThat(layout.capacityPerSecond(4, 1000)).isCloseTo(2500, within(1e-9));
    }

    @Test
    void findsNoUseForCountsThatLeaveTheHotPartitionWhereItIs() {
        double[] rates = new double[40];
        Arrays.fill(rates, 1);
        rates[7] = 390;

        PartitionLayout layout = PartitionLayout.skewed(rates, 1);

        int[] counts = layout.usefulCounts(1, 40);
        assertThat(counts[counts.length - 1]).isLessThan(40);
        assertThat(layout.capacityPerSecond(counts[counts.length - 1], 1000))
                .isGreaterThan(layout.capacityPerSecond(40, 1000) / 1.02);
    }

    @Test
    void carriesLessIfUnevenPartitionsAreDealtBadly() {
        double[] rates = new double[40];
        Arrays.setAll(rates, p -> 1 / Math.sqrt(p + 1));
        PartitionLayout layout = PartitionLayout.skewed(rates, 1);
        PartitionLayout badly = layout.dealtBadly(Map.of(), 1000);

        for (int n : layout.usefulCounts(1, 30)) {
            assertThat(badly.capacityPerSecond(n, 1000)).isLessThanOrEqualTo(layout.capacityPerSecond(n, 1000));
        }
        assertThat(badly.capacityPerSecond(10, 1000)).isLessThan(0.95 * layout.capacityPerSecond(10, 1000));
    }

    @ParameterizedTest
    @EnumSource(
            value = Assignor.class,
            names = {"RANGE", "ROUND_ROBIN"})
    void knowsOneDealOnlyWhereTheAssignorDoes(Assignor assignor) {
        PartitionLayout layout = dealt(assignor, ids(5, 7), 1);

        for (int n = 1; n <= 7; n++) {
            assertThat(layout.dealtBadly(Map.of(), 1000).capacityPerSecond(n, 1000))
                    .isEqualTo(layout.capacityPerSecond(n, 1000));
        }
    }

    @ParameterizedTest
    @EnumSource(Assignor.class)
    void neverRecommendsACountThatAddsNothing(Assignor assignor) {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 50; round++) {
            List<PartitionId> ids = ids(1 + random.nextInt(20), 1 + random.nextInt(20), 1 + random.nextInt(20));
            double[] rates = random.doubles(ids.size(), 0, 1)
                    .map(chance -> Math.pow(chance, 3))
                    .toArray();
            PartitionLayout layout = PartitionLayout.dealt(
                    assignor, ids, rates, Arrays.stream(rates).sum(), 1, List.of());
            double carried = 0;
            for (int n : layout.usefulCounts(1, 100)) {
                assertThat(layout.capacityPerSecond(n, 1000))
                        .as("%s with %d", ids, n)
                        .isGreaterThan(carried);
                carried = layout.capacityPerSecond(n, 1000);
            }
        }
    }

    private static PartitionLayout dealt(Assignor assignor, List<PartitionId> ids, int threads) {
        return PartitionLayout.dealt(assignor, ids, new double[ids.size()], 0, threads, List.of());
    }

    private static List<PartitionId> ids(int... partitions) {
        List<PartitionId> ids = new ArrayList<>();
        for (int topic = 0; topic < partitions.length; topic++) {
            for (int partition = 0; partition < partitions[topic]; partition++) {
                ids.add(new PartitionId("topic" + topic, partition));
            }
        }
        return ids;
    }
}
