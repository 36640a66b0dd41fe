package io.lagcast.forecasting.autoregression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagsTest {

    @Test
    void lieAroundDaysAndTheWeek() {
        assertThat(Lags.MANY.of(new double[] {168, 24}))
                .containsExactly(
                        1, 2, 3, 4, 5, 6, 12, 23, 24, 25, 26, 47, 48, 49, 71, 72, 73, 120, 144, 167, 168, 169, 170);
        assertThat(Lags.FEW.of(new double[] {24, 168}))
                .containsExactly(1, 2, 3, 4, 23, 24, 25, 26, 48, 49, 167, 168, 169, 170, 336, 337);
    }

    @Test
    void reachTwoWeeksIfAsked() {
        assertThat(Lags.TWO_WEEKS.of(new double[] {24, 168})).contains(191, 192, 193, 335, 336, 337);
    }

    @Test
    void areOnlyTheNearestWithoutASeason() {
        assertThat(Lags.NEAR.of(new double[0])).containsExactly(1, 2, 3);
    }

    @Test
    void areRoundedAfterMultiplyingWhereTheSeasonIsNoWholeNumber() {
        assertThat(Lags.NEAR.of(new double[] {10.3})).containsExactly(1, 2, 3, 9, 10, 11, 12, 21, 22);
    }

    @Test
    void doNotReachBeyondTheNextLongerSeason() {
        assertThat(Lags.MANY.of(new double[] {12, 24}))
                .doesNotContain(36, 60, 72)
                .contains(11, 12, 13, 23, 24, 25, 26);
    }
}
