package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizontalPodAutoscalerTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "10000, 1000, 10, 10, on target",
        "10990, 1000, 10, 10, a ratio just below 1.1 is tolerated",
        "11000, 1000, 10, 11, ratio 1.1 itself is not since 1 - 1.1 is more than 0.1 in binary as in Go",
        "11001, 1000, 10, 12, beyond the tolerance the count is rounded up",
        "9000,  1000, 10, 10, ratio 0.9 is tolerated",
        "8999,  1000, 10, 9,  below it is not",
        "0,     1000, 10, 0,  no lag asks for nothing",
        "1,     1000, 1,  1,  a little asks for one",
        "10500, 1000, 11, 11, one replica of eleven is within the dead band"
    })
    void recommendsByRatioAndTolerance(double total, double target, int current, int recommended) {
        assertThat(HorizontalPodAutoscaler.recommendation(total, target, current))
                .isEqualTo(recommended);
    }

    @ParameterizedTest(name = "{0} replicas go to {1} at most without behavior, to {2} with it")
    @CsvSource({"1, 4, 5", "2, 4, 6", "3, 6, 7", "4, 8, 8", "5, 10, 10", "10, 20, 20", "30, 40, 40"})
    void limitsHowFastItScalesOut(int current, int without, int with) {
        assertThat(autoscaler(false).sync(0, 1e9, 1000, current)).isEqualTo(without);
        assertThat(autoscaler(true).sync(0, 1e9, 1000, current)).isEqualTo(with);
    }

    @Test
    void goesFromTwoToTwelveInTwoSteps() {
        HorizontalPodAutoscaler autoscaler = autoscaler(true);

        int first = autoscaler.sync(0, 12_000, 1000, 2);
        int second = autoscaler.sync(15, 12_000, 1000, first);

        assertThat(first).isEqualTo(6);
        assertThat(second).isEqualTo(12);
    }

    @Test
    void countsWhatWasAddedWithinThePeriodOfThePolicy() {
        HorizontalPodAutoscaler autoscaler = autoscaler(true);
        assertThat(autoscaler.sync(0, 1e9, 1000, 10)).isEqualTo(20);

        assertThat(autoscaler.sync(10, 1e9, 1000, 20)).isEqualTo(20);
        assertThat(autoscaler.sync(15, 1e9, 1000, 20)).isEqualTo(40);
    }

    @Test
    void scalesInToTheLargestRecommendationOfFiveMinutes() {
        HorizontalPodAutoscaler autoscaler = autoscaler(false);

        assertThat(autoscaler.sync(0, 20_000, 1000, 20)).isEqualTo(20);
        assertThat(autoscaler.sync(15, 12_000, 1000, 20)).isEqualTo(20);
        assertThat(autoscaler.sync(300, 5000, 1000, 20)).isEqualTo(20);
        assertThat(autoscaler.sync(315, 5000, 1000, 20)).isEqualTo(12);
        assertThat(autoscaler.sync(330, 5000, 1000, 12)).isEqualTo(5);
    }

    @Test
    void forgetsWithBehaviorAfterExactlyFiveMinutes() {
        HorizontalPodAutoscaler autoscaler = autoscaler(true);

        assertThat(autoscaler.sync(0, 20_000, 1000, 20)).isEqualTo(20);
        assertThat(autoscaler.sync(285, 5000, 1000, 20)).isEqualTo(20);
        assertThat(autoscaler.sync(300, 5000, 1000, 20)).isEqualTo(5);
    }

    @Test
    void takesTheCountItFindsForARecommendation() {
        HorizontalPodAutoscaler autoscaler = autoscaler(false);

        assertThat(autoscaler.sync(0, 0, 1000, 40)).isEqualTo(40);
        assertThat(autoscaler.sync(300, 0, 1000, 40)).isEqualTo(40);
        assertThat(autoscaler.sync(315, 0, 1000, 40)).isEqualTo(1);
    }

    @Test
    void staysBetweenItsBounds() {
        assertThat(autoscaler(false).sync(0, 0, 1000, 50)).isEqualTo(40);
        assertThat(new HorizontalPodAutoscaler(3, 40, false).sync(0, 0, 1000, 1))
                .isEqualTo(3);
        assertThat(autoscaler(false).sync(0, 1e9, 1000, 0)).isZero();
    }

    private static HorizontalPodAutoscaler autoscaler(boolean behavior) {
        return new HorizontalPodAutoscaler(1, 40, behavior);
    }
}
