package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedForecasterTest {

    private static final int LATER = 500;

    /** Series to save a forecaster of: how much was learned, and whether it was ever refitted. */
    enum Kind {
        WITH_SEASONS(4 * 1440 + 77, true),
        WITH_A_FOUND_SEASON(700, true),
        WITHOUT_SEASONS(700, true),
        WITH_GAPS(2 * 1440, true),
        CONSTANT(700, true),
        NEVER_REFITTED(2 * 1440, false),
        OF_THREE_POINTS(3, true);

        private final int learned;
        private final boolean refitted;

        Kind(int learned, boolean refitted) {
            this.learned = learned;
            this.refitted = refitted;
        }

        private TimeSeries series() {
            TimeSeries whole = TestingSeries.noisy(learned + LATER, 1, this == CONSTANT ? 0 : 0.2, this::level);
            TimeSeries.Builder builder = TimeSeries.startingAt(TestingSeries.START, TestingSeries.MINUTE);
            for (int minute = 0; minute < whole.size(); minute++) {
                if (this == WITH_GAPS && minute % 97 > 80) {
                    builder.addMissing();
                } else {
                    builder.add(whole.value(minute));
                }
            }
            return builder.build();
        }

        private double level(int minute) {
            return switch (this) {
                case WITH_SEASONS, WITH_GAPS, NEVER_REFITTED -> TestingSeries.day(minute);
                case WITH_A_FOUND_SEASON -> TestingSeries.batch(minute, 20);
                case WITHOUT_SEASONS, CONSTANT, OF_THREE_POINTS -> 100;
            };
        }
    }

    private static void observe(Forecaster forecaster, TimeSeries series, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            if (series.isKnown(minute)) {
                forecaster.observe(series.time(minute), series.time(minute + 1), series.value(minute));
            }
        }
    }

    private static List<String> everything(Forecaster forecaster) {
        List<String> said = new ArrayList<>();
        said.add(forecaster
                .forecast(new Horizon(TestingSeries.MINUTE, 60), QuantileLevels.STANDARD)
                .toString());
        said.add(forecaster
                .forecast(new Horizon(Duration.ofMinutes(5), 288), QuantileLevels.STANDARD)
                .toString());
        said.add(forecaster
                .forecast(new Horizon(Duration.ofHours(1), 168), QuantileLevels.STANDARD)
                .toString());
        said.add(forecaster
                .forecastPeak(Duration.ofMinutes(15), QuantileLevels.STANDARD)
                .toString());
        said.add(forecaster.scores().toString());
        said.addAll(forecaster.provenance());
        forecaster.models().forEach(model -> said.add(model.toString()));
        said.add(forecaster.relativeLoss(Duration.ofMinutes(5)).toString());
        said.add(String.valueOf(forecaster.refitDue()));
        return said;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goesOnBitForBit(Kind kind) {
        TimeSeries series = kind.series();
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);
        observe(forecaster, series, 0, kind.learned);
        if (kind.refitted) {
            forecaster.refit();
        }

        Forecaster restored = Forecasters.restored(ForecastSettings.DEFAULT, forecaster.save());

        assertThat(everything(restored)).isEqualTo(everything(forecaster));
        for (Forecaster each : List.of(forecaster, restored)) {
            observe(each, series, kind.learned, kind.learned + LATER);
        }
        assertThat(everything(restored)).isEqualTo(everything(forecaster));
        forecaster.refit();
        restored.refit();
        assertThat(everything(restored)).isEqualTo(everything(forecaster));
        assertThat(restored.save()).isEqualTo(forecaster.save());
    }

    @Test
    void restoresAForecasterThatHasSeenNothing() {
        Forecaster restored = Forecasters.restored(
                ForecastSettings.DEFAULT,
                Forecasters.standard(ForecastSettings.DEFAULT).save());

        assertThat(restored.forecast(new Horizon(TestingSeries.MINUTE, 5), QuantileLevels.STANDARD))
                .isInstanceOf(Forecast.Unavailable.class);
    }

    @Test
    void restoresInTheMiddleOfABucket() {
        Forecaster forecaster = TestingSeries.learned(TestingSeries.noisy(100, 1, 0.1, minute -> 100));
        forecaster.observe(TestingSeries.START.plusSeconds(6000), TestingSeries.START.plusSeconds(6020), 700);
        Forecaster restored = Forecasters.restored(ForecastSettings.DEFAULT, forecaster.save());

        for (Forecaster each : List.of(forecaster, restored)) {
            each.observe(TestingSeries.START.plusSeconds(6020), TestingSeries.START.plusSeconds(6060), 100);
        }

        assertThat(everything(restored)).isEqualTo(everything(forecaster));
    }

    @Test
    void namesTheVersionThatDoesNotFit() {
        byte[] saved = Forecasters.standard(ForecastSettings.DEFAULT).save();
        ByteBuffer.wrap(saved).putInt(0, 4711);

        assertThatThrownBy(() -> Forecasters.restored(ForecastSettings.DEFAULT, saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 4711");
    }

    @Test
    void namesTheSettingsThatDoNotFit() {
        byte[] saved = Forecasters.standard(ForecastSettings.DEFAULT).save();
        ForecastSettings others = new ForecastSettings(Duration.ofSeconds(15), Duration.ofDays(5));

        assertThatThrownBy(() -> Forecasters.restored(others, saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("settings")
                .hasMessageContaining("PT15S")
                .hasMessageContaining("PT1M");
    }

    @Test
    void saysThatBytesAreCutOffWhereverTheyAre() {
        byte[] saved = TestingSeries.refitted(TestingSeries.noisy(200, 1, 0.1, minute -> 100))
                .save();

        for (int length = 0; length < saved.length; length += 1 + saved.length / 200) {
            byte[] cut = Arrays.copyOf(saved, length);
            assertThatThrownBy(() -> Forecasters.restored(ForecastSettings.DEFAULT, cut))
                    .as("%d of %d bytes", length, saved.length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cut off");
        }
    }

    @Test
    void saysThatThereIsMoreThanExpected() {
        byte[] saved = Forecasters.standard(ForecastSettings.DEFAULT).save();

        assertThatThrownBy(() -> Forecasters.restored(ForecastSettings.DEFAULT, Arrays.copyOf(saved, saved.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than was expected");
    }
}
