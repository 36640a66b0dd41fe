package io.lagcast.forecasting.shortterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExponentialSmoothingTest {

    @Test
    void beginsAsThePlainMean() {
        ExponentialSmoothing model = new ExponentialSmoothing("", 0.1);

        model.absorb(1, 1);
        model.absorb(2, 2);
        model.absorb(3, 6);

        assertThat(model.forecast(5)).isEqualTo(3, Offset.offset(1e-12));
    }

    @Test
    void thenMovesByItsWeight() {
        ExponentialSmoothing model = new ExponentialSmoothing("", 0.5);
        model.absorb(1, 10);
        model.absorb(2, 10);

        model.absorb(3, 20);
        model.absorbMissing(4);

        assertThat(model.forecast(1)).isEqualTo(15);
    }

    @Test
    void rejectsAWeightThatIsNone() {
        assertThatThrownBy(() -> new ExponentialSmoothing("", 0)).hasMessageContaining("0.0");
    }
}
