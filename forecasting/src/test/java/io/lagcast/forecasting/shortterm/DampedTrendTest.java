package io.lagcast.forecasting.shortterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.expert.TestingState;
import io.lagcast.forecasting.shortterm.DampedTrend.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DampedTrendTest {

    private static final Weights HALVES = new Weights(0.5, 0.5, 0.5);

    private static DampedTrend rising() {
        DampedTrend model = new DampedTrend(HALVES);
        model.absorb(1, 10);
        model.absorb(2, 20);
        model.absorb(3, 20);
        return model;
    }

    @Test
    void letsTheTrendDieOutWithTheLead() {
        DampedTrend model = rising();

        // by hand: levels 10, 15, 18.125, trends 0, 2.5, 2.1875
        assertThat(model.forecast(1)).isEqualTo(18.125 + 0.5 * 2.1875, Offset.offset(1e-12));
        assertThat(model.forecast(3)).isEqualTo(18.125 + 0.875 * 2.1875, Offset.offset(1e-12));
        assertThat(model.forecast(1000)).isEqualTo(18.125 + 2.1875, Offset.offset(1e-12));
    }

    @Test
    void movesAlongTheTrendOverAGap() {
        DampedTrend model = rising();
        double expected = model.forecast(2);

        model.absorbMissing(4);

        assertThat(model.forecast(1)).isEqualTo(expected, Offset.offset(1e-12));
    }

    @Test
    void continuesAConstantSeriesAsItIs() {
        DampedTrend model = new DampedTrend(new Weights(0.3, 0.1, 0.98));
        for (int bucket = 0; bucket < 50; bucket++) {
            model.absorb(bucket, 7);
        }

        assertThat(model.forecast(60)).isEqualTo(7, Offset.offset(1e-9));
    }

    @Test
    void isCarriedBitForBit() {
        DampedTrend model = rising();
        TestingState state = new TestingState();
        model.carry(state);
        state.turnRound();
        DampedTrend restored = new DampedTrend(HALVES);

        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        assertThat(restored.forecast(9)).isEqualTo(model.forecast(9));
    }

    @Test
    void rejectsATrendThatNeverDies() {
        assertThatThrownBy(() -> new Weights(0.5, 0.5, 1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new DampedTrend(HALVES).forecast(1)).isInstanceOf(IllegalStateException.class);
    }
}
