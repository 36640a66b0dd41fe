package io.lagcast.recommender.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecaster.Score;
import io.lagcast.forecasting.Forecasters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastSummaryTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Forecaster forecaster =
            Forecasters.standard(new ForecastSettings(Duration.ofMinutes(1), Duration.ofDays(1)));

    @Test
    void hasTheRateOfThreeTimesAheadAndTheLossesFiveMinutesAhead() {
        Instant now = observe(120);
        forecaster.refit();

        ForecastSummary summary = ForecastSummary.of(forecaster, now, Optional.empty());

        assertThat(summary.rates())
                .extracting(rate -> rate.ahead().toMinutes() + " " + rate.level())
                .containsExactly("5 0.5", "5 0.95", "15 0.5", "15 0.95", "60 0.5", "60 0.95");
        assertThat(summary.rates())
                .allSatisfy(rate -> assertThat(rate.perSecond()).isBetween(50.0, 200.0));
        List<String> models = forecaster.scores().stream()
                .filter(score -> score.to().equals(Duration.ofMinutes(5)))
                .map(Score::model)
                .toList();
        assertThat(models).contains("combination", "last value");
        assertThat(summary.losses())
                .extracting(ForecastSummary.ModelLoss::model)
                .isEqualTo(models);
    }

    @Test
    void hasNoLossesBeforeAnythingWasScored() {
        ForecastSummary summary = ForecastSummary.of(forecaster, START, Optional.empty());

        assertThat(summary.rates()).isEmpty();
        assertThat(summary.losses()).isEmpty();
    }

    private Instant observe(int minutes) {
        Instant from = START;
        for (int i = 0; i < minutes; i++) {
            Instant to = from.plusSeconds(60);
            forecaster.observe(from, to, 100 + 30 * Math.sin(i / 7.0));
            from = to;
        }
        return from;
    }
}
