package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.simulator.scaler.DecisionTimes.Part;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecisionTimesTest {

    @Test
    void knowsMeanAndQuantiles() {
        DecisionTimes times = new DecisionTimes();
        for (int i = 1; i <= 100; i++) {
            times.addDecision(i * 1_000_000L);
            times.add(Part.PLAN, i * 500_000L);
        }

        assertThat(times.mean()).isEqualTo(Duration.ofNanos(50_500_000));
        assertThat(times.mean(Part.PLAN)).isEqualTo(Duration.ofNanos(25_250_000));
        assertThat(times.mean(Part.LEARN)).isEqualTo(Duration.ZERO);
        assertThat(times.quantile(0.99)).isBetween(Duration.ofMillis(99), Duration.ofMillis(102));
        assertThat(times.quantile(0.5)).isBetween(Duration.ofMillis(50), Duration.ofMillis(52));
    }

    @Test
    void isZeroBeforeTheFirstDecision() {
        DecisionTimes times = new DecisionTimes();

        assertThat(times.mean()).isEqualTo(Duration.ZERO);
        assertThat(times.quantile(0.99)).isEqualTo(Duration.ZERO);
        assertThat(times.meanRefit()).isEqualTo(Duration.ZERO);
    }
}
