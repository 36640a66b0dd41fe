package io.lagcast.costmodel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.Replicas;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionLayoutTest {

    @Test
    void findsTheTwelveUsefulCountsOfFortyPartitions() {
        assertThat(PartitionLayout.even(40, 1).usefulCounts(1, 100))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 10, 14, 20, 40);
    }

    @Test
    void carriesWithThirtyReplicasWhatTwentyCarry() {
        PartitionLayout layout = PartitionLayout.even(40, 1);

        assertThat(layout.capacity(new Replicas(30), new RecordsPerSecond(1000)))
                .isEqualTo(layout.capacity(new Replicas(20), new RecordsPerSecond(1000)))
                .isEqualTo(new RecordsPerSecond(20_000));
    }

    @Test
    void countsThreadsAsConsumers() {
        PartitionLayout layout = PartitionLayout.even(40, 4);

        assertThat(layout.ceiling()).isEqualTo(new Replicas(10));
        assertThat(layout.usefulCounts(1, 100)).containsExactly(1, 2, 3, 4, 5, 10);
        assertThat(layout.capacityPerSecond(10, 4000)).isEqualTo(40_000);
    }

    @Test
    void staysWithinBoundsEvenWhereNoCountIsUseful() {
        PartitionLayout layout = PartitionLayout.even(40, 1);

        assertThat(layout.usefulCounts(21, 39)).containsExactly(21);
        assertThat(layout.usefulCounts(50, 60)).containsExactly(50);
        assertThat(layout.usefulCounts(0, 3)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void carriesNothingWithNoReplicas() {
        assertThat(PartitionLayout.even(40, 1).capacityPerSecond(0, 1000)).isZero();
    }

    @Test
    void isLimitedByTheHotPartition() {
        double[] rates = new double[40];
        Arrays.fill(rates, 1);
        rates[7] = 39;

        PartitionLayout layout = PartitionLayout.skewed(rates, 1);

        assertThat(layout.capacityPerSecond(40, 1000)).isCloseTo(2000, within(1.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 12, 40, 126, 200})
    void neverCarriesLessWithMoreReplicas(int partitions) {
        PartitionLayout layout = PartitionLayout.even(partitions, 1);

        for (int n = 1; n < partitions; n++) {
            assertThat(layout.capacityPerSecond(n + 1, 1000)).isGreaterThanOrEqualTo(layout.capacityPerSecond(n, 1000));
        }
    }
}
