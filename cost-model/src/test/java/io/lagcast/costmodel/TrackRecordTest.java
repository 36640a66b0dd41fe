package io.lagcast.costmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrackRecordTest {

    @Test
    void doubtsAForecastInFullUntilItHasBeenTested() {
        assertThat(TrackRecord.NONE.doubt()).isEqualTo(1);
        assertThat(after(29, 100, 90).doubt()).isEqualTo(1);
    }

    @Test
    void doesNotDoubtAForecastThatHasAlwaysBeenRight() {
        assertThat(after(30, 100, 90).doubt()).isZero();
    }

    @Test
    void doubtsAForecastInProportionToItsErrorsWhereTheyAreSmall() {
        assertThat(after(100, 101, 90).doubt()).isCloseTo(0.2, within(1e-9));
        assertThat(after(100, 102, 90).doubt()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void doubtsInFullAForecastThatIsMerelyLessWrong() {
        assertThat(after(100, 106, 90).doubt()).isEqualTo(1);
    }

    @Test
    void doubtsNoForecastMoreThanInFull() {
        assertThat(after(100, 150, 90).doubt()).isEqualTo(1);
        assertThat(after(100, 150, 90).discredits()).isTrue();
    }

    @Test
    void doubtsInFullWhereTheLastValueIsNeverWrong() {
        assertThat(after(100, 100, 100).doubt()).isEqualTo(1);
    }

    /** A record of so many outcomes of 100. */
    private static TrackRecord after(int outcomes, double forecast, double lastValue) {
        TrackRecord record = TrackRecord.NONE;
        for (int i = 0; i < outcomes; i++) {
            record = record.with(forecast, lastValue, 100);
        }
        return record;
    }
}
