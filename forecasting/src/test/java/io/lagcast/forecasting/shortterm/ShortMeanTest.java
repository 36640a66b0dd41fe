package io.lagcast.forecasting.shortterm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.expert.TestingState;
import org.junit.jupiter.api.Test;

class ShortMeanTest {

    private static ShortMean ofThree(double... values) {
        ShortMean model = new ShortMean(3);
        for (int bucket = 0; bucket < values.length; bucket++) {
            if (Double.isNaN(values[bucket])) {
                model.absorbMissing(bucket);
            } else {
                model.absorb(bucket, values[bucket]);
            }
        }
        return model;
    }

    @Test
    void isTheMeanOfTheNewestBucketsAtAnyLead() {
        ShortMean model = ofThree(1000, 1, 2, 6);

        assertThat(model.forecast(1)).isEqualTo(3);
        assertThat(model.forecast(60)).isEqualTo(3);
    }

    @Test
    void isTheMeanOfWhatThereIsWhileThereIsLess() {
        assertThat(ofThree(4, 8).forecast(1)).isEqualTo(6);
    }

    @Test
    void leavesMissingBucketsOut() {
        assertThat(ofThree(1000, 4, Double.NaN, 8).forecast(1)).isEqualTo(6);
    }

    @Test
    void staysWhereItWasOverALongGap() {
        assertThat(ofThree(4, 8, Double.NaN, Double.NaN, Double.NaN, Double.NaN).forecast(1))
                .isEqualTo(8);
    }

    @Test
    void isCarriedBitForBit() {
        ShortMean model = ofThree(1, 2, 3, 4);
        TestingState state = new TestingState();
        model.carry(state);
        state.turnRound();
        ShortMean restored = new ShortMean(3);
        restored.carry(state);
        assertThat(state.isEmpty()).isTrue();

        model.absorb(4, 9);
        restored.absorb(4, 9);

        assertThat(restored.forecast(1)).isEqualTo(model.forecast(1)).isEqualTo(16 / 3.0);
    }

    @Test
    void rejectsAMeanOfNothing() {
        assertThatThrownBy(() -> new ShortMean(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> new ShortMean(3).forecast(1)).isInstanceOf(IllegalStateException.class);
    }
}
