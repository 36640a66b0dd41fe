package io.lagcast.recommender.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveForecasterTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final ForecastSettings SETTINGS = new ForecastSettings(MINUTE, Duration.ofDays(1));

    private final LiveForecaster live =
            new LiveForecaster(Forecasters.standard(SETTINGS), RefitSchedule.of("orders", MINUTE));

    @Test
    void forecastsAfterARefitOnACopyAsIfItHadTakenNoTime() {
        Forecaster atOnce = Forecasters.standard(SETTINGS);
        observe(atOnce, 0, 90);
        atOnce.refit();
        observe(atOnce, 90, 100);

        observe(live, 0, 90);
        Forecaster copy = Forecasters.restored(SETTINGS, live.copy());
        observe(live, 90, 100);
        copy.refit();
        live.adopt(copy);

        assertThat(paths(live)).isEqualTo(paths(atOnce));
        assertThat(live.save()).isEqualTo(atOnce.save());
    }

    @Test
    void wantsARefitAsItGrowsButNotWhileOneIsUnderWay() {
        observe(live, 0, 20);
        assertThat(live.wantsRefit()).isFalse();
        observe(live, 20, 40);
        assertThat(live.wantsRefit()).isTrue();

        live.awaitRefit();

        assertThat(live.wantsRefit()).isFalse();
        live.adopt(refitted());
        assertThat(live.wantsRefit()).isFalse();
        observe(live, 40, 80);
        assertThat(live.wantsRefit()).isTrue();
    }

    @Test
    void wantsAnotherRefitSomeTimeAfterOneThatFailed() {
        observe(live, 0, 40);
        live.awaitRefit();

        live.abandon();

        assertThat(live.wantsRefit()).isFalse();
        observe(live, 40, 56);
        assertThat(live.wantsRefit()).isTrue();
    }

    @Test
    void isStoredAfterARefitAndEveryQuarterOfAnHour() {
        observe(live, 0, 40);
        assertThat(live.unstored(QUARTER)).as("not fitted").isEmpty();

        live.adopt(refitted());
        assertThat(live.unstored(QUARTER)).as("without the stored past").isEmpty();
        live.noteStoredPast();

        SavedForecaster saved = live.unstored(QUARTER).orElseThrow();
        assertThat(saved.until()).isEqualTo(minute(40));
        assertThat(Forecasters.restored(SETTINGS, saved.bytes()).save()).isEqualTo(live.save());
        live.noteStored(saved.until());
        observe(live, 40, 54);
        assertThat(live.unstored(QUARTER)).as("14 minutes later").isEmpty();
        assertThat(live.unstored(Duration.ZERO)).as("at the end").isPresent();
        observe(live, 54, 55);
        assertThat(live.unstored(QUARTER)).as("15 minutes later").isPresent();
    }

    @Test
    void needNotBeStoredAgainBeforeItHasSeenMore() {
        observe(live, 0, 40);
        live.refit();
        LiveForecaster restored = new LiveForecaster(
                Forecasters.restored(SETTINGS, live.save()), RefitSchedule.of("orders", MINUTE), minute(40));

        restored.noteStoredPast();

        assertThat(restored.unstored(Duration.ZERO)).isEmpty();
        assertThat(restored.wantsRefit()).isFalse();
        assertThat(paths(restored)).isEqualTo(paths(live));
    }

    private Forecaster refitted() {
        Forecaster copy = Forecasters.restored(SETTINGS, live.copy());
        copy.refit();
        return copy;
    }

    private static void observe(Forecaster forecaster, int from, int to) {
        for (int i = from; i < to; i++) {
            forecaster.observe(minute(i), minute(i + 1), 100 + 30 * Math.sin(i / 7.0));
        }
    }

    private static Instant minute(int minutes) {
        return START.plus(MINUTE.multipliedBy(minutes));
    }

    private static double[][] paths(Forecaster forecaster) {
        Forecast forecast = forecaster.forecast(new Horizon(MINUTE, 60), QuantileLevels.STANDARD);
        assertThat(forecast).isInstanceOf(Forecast.Quantiles.class);
        Forecast.Quantiles quantiles = (Forecast.Quantiles) forecast;
        double[][] paths = new double[quantiles.levels().count()][];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = quantiles.path(i);
        }
        return paths;
    }
}
