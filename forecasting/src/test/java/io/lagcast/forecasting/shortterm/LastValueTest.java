package io.lagcast.forecasting.shortterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LastValueTest {

    private final LastValue model = new LastValue();

    @Test
    void goesOnWithTheNewestKnownValueOverAGap() {
        model.absorb(1, 10);
        model.absorb(2, 20);
        model.absorbMissing(3);

        assertThat(model.forecast(1)).isEqualTo(20);
        assertThat(model.forecast(1000)).isEqualTo(20);
    }

    @Test
    void isNotReadyBeforeAnythingIsKnown() {
        model.absorbMissing(1);

        assertThat(model.canForecast(1)).isFalse();
        assertThatThrownBy(() -> model.forecast(1)).isInstanceOf(IllegalStateException.class);
    }
}
