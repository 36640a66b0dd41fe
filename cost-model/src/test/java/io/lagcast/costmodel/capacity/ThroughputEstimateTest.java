package io.lagcast.costmodel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThroughputEstimateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ThroughputEstimate estimate = new ThroughputEstimate();

    @Test
    void knowsNothingWithoutEvidence() {
        assertThat(estimate.at(NOW, Optional.empty())).isEqualTo(Throughput.UNKNOWN);
    }

    @Test
    void believesThePriorUntilSomethingWasSeen() {
        Throughput throughput = estimate.at(NOW, Optional.of(new RecordsPerSecond(1000)));

        assertThat(throughput.median().value()).isEqualTo(1000);
        assertThat(throughput.observations()).isZero();
    }

    @Test
    void outvotesAWrongPriorWithTwoObservations() {
        observe(500);
        observe(510);

        Throughput throughput = estimate.at(NOW, Optional.of(new RecordsPerSecond(1000)));

        assertThat(throughput.median().value()).isCloseTo(505, within(10.0));
        assertThat(throughput.low().value()).isEqualTo(500);
        assertThat(throughput.observations()).isEqualTo(2);
    }

    @Test
    void probesABoundUntilItIsDisproved() {
        estimate.atLeast(NOW, new RecordsPerSecond(400));

        assertThat(estimate.at(NOW, Optional.empty()).median().value()).isEqualTo(400 * ThroughputEstimate.PROBE);
        assertThat(estimate.at(NOW.plus(Duration.ofHours(1)), Optional.empty())
                        .median()
                        .value())
                .isGreaterThan(2 * 400);

        observe(450);

        assertThat(estimate.at(NOW, Optional.empty()).median().value()).isEqualTo(450);
    }

    @Test
    void probesBeyondAPriorThatWasExceeded() {
        estimate.atLeast(NOW, new RecordsPerSecond(900));

        assertThat(estimate.at(NOW, Optional.of(new RecordsPerSecond(500)))
                        .median()
                        .value())
                .isEqualTo(900 * ThroughputEstimate.PROBE);
        assertThat(estimate.at(NOW, Optional.of(new RecordsPerSecond(1000)))
                        .median()
                        .value())
                .isEqualTo(1000);
    }

    @Test
    void forgetsAfterADeployment() {
        observe(1000);
        for (int i = 0; i < 3; i++) {
            estimate.observe(NOW.plus(Duration.ofDays(2)), new RecordsPerSecond(400));
        }

        assertThat(estimate.at(NOW.plus(Duration.ofDays(2)), Optional.empty())
                        .median()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void isTheSameAfterARestart() {
        observe(1000);
        observe(1100);
        estimate.atLeast(NOW, new RecordsPerSecond(600));

        ThroughputEstimate restored = new ThroughputEstimate();
        restored.restore(estimate.snapshot());

        assertThat(restored.at(NOW, Optional.empty())).isEqualTo(estimate.at(NOW, Optional.empty()));
        assertThat(restored.snapshot()).isEqualTo(estimate.snapshot());
    }

    private void observe(double perSecond) {
        estimate.observe(NOW, new RecordsPerSecond(perSecond));
    }
}
