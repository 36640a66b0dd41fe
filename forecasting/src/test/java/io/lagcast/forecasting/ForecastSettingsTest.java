package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastSettingsTest {

    @Test
    void defaultsToMinutesOverFifteenDays() {
        assertThat(ForecastSettings.DEFAULT.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ForecastSettings.DEFAULT.buckets()).isEqualTo(21_600);
        assertThat(ForecastSettings.DEFAULT.seasons()).containsExactly(Duration.ofDays(1), Duration.ofDays(7));
    }

    @Test
    void namesTheStepThatIsOutOfBounds() {
        assertThatThrownBy(() -> new ForecastSettings(Duration.ZERO, Duration.ofDays(1)))
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new ForecastSettings(Duration.ofDays(2), Duration.ofDays(90)))
                .hasMessageContaining("PT48H");
    }

    @Test
    void boundsTheMemoryByTheNumberOfBuckets() {
        assertThatThrownBy(() -> new ForecastSettings(Duration.ofSeconds(1), Duration.ofDays(15)))
                .hasMessageContaining("1296000")
                .hasMessageContaining("longer step");
        assertThatThrownBy(() -> new ForecastSettings(Duration.ofMinutes(1), Duration.ofMinutes(5)))
                .hasMessageContaining("PT5M");
    }

    @Test
    void rejectsAShortTermOrASeasonThatCannotBe() {
        Duration minute = Duration.ofMinutes(1);
        Duration day = Duration.ofDays(1);

        assertThatThrownBy(() -> new ForecastSettings(minute, day, 0, List.of()))
                .hasMessageContaining("0");
        assertThatThrownBy(() -> new ForecastSettings(minute, day, 60, List.of(minute)))
                .hasMessageContaining("PT1M");
    }
}
