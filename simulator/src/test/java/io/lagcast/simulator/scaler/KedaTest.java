package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KedaTest {

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "0,      1000, 40, 0,     no lag",
        "39999,  1000, 40, 39999, less than a threshold per partition passes",
        "40000,  1000, 40, 40000, a threshold per partition passes",
        "40999,  1000, 40, 40999, the integer division lets almost one more pass",
        "41000,  1000, 40, 40000, from one more on it is cut to the partitions",
        "999999, 1000, 40, 40000, however much it is"
    })
    void reportsNoMoreThanThePartitionsCanUse(long lag, long threshold, int partitions, long reported) {
        assertThat(Keda.reported(lag, threshold, partitions)).isEqualTo(reported);
    }

    @Test
    void asksForOneReplicaMoreThanPartitionsWhenTheCapLetsItThrough() {
        assertThat(HorizontalPodAutoscaler.recommendation((double) Keda.reported(40_999, 1000, 40), 1000, 20))
                .isEqualTo(41);
    }

    @Test
    void staysInTheDeadBandWhileTheLagIsCut() {
        // 37 replicas carry no more than 20 and the true lag grows, but 40,000 / 37,000 is within the tolerance.
        assertThat(HorizontalPodAutoscaler.recommendation((double) Keda.reported(5_000_000, 1000, 40), 1000, 37))
                .isEqualTo(37);
    }
}
