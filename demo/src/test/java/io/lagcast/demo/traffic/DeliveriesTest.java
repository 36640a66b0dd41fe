package io.lagcast.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final Deliveries deliveries = new Deliveries(2, Duration.ofSeconds(1));

    @Test
    void countsARecordOnceHoweverOftenItIsProcessed() {
        deliveries.produced();
        deliveries.produced();
        deliveries.consumed(0, 0, 10);
        deliveries.consumed(0, 0, 5_000);
        deliveries.consumed(1, 0, 10);

        assertThat(deliveries.consumedRecords()).isEqualTo(2);
        assertThat(deliveries.duplicateRecords()).isEqualTo(1);
        assertThat(deliveries.lagRecords()).isZero();
        assertThat(deliveries.shareWithinObjective()).isEqualTo(1);
    }

    @Test
    void knowsHowOldRecordsWere() {
        for (int i = 1; i <= 1_000; i++) {
            deliveries.consumed(0, i, i * 2L);
        }

        assertThat(deliveries.lagTime(0.5)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_010));
        assertThat(deliveries.lagTime(0.99)).isBetween(Duration.ofMillis(1_980), Duration.ofMillis(1_990));
        assertThat(deliveries.longestLagTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(deliveries.shareWithinObjective()).isEqualTo(0.5);
    }

    @Test
    void forgetsTheRecentAgeOnceItWasTaken() {
        deliveries.consumed(0, 0, 700);

        assertThat(deliveries.takeRecentLagTime()).isEqualTo(Duration.ofMillis(700));
        assertThat(deliveries.takeRecentLagTime()).isZero();
    }
}
