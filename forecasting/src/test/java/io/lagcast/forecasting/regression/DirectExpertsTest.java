package io.lagcast.forecasting.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.QuantileExpert;
import io.lagcast.forecasting.expert.TestingState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for least squares and for quantile regression alike. */
class DirectExpertsTest {

    private static final int[] LEADS = {1, 5, 15};

    enum Kind {
        RIDGE,
        QUANTILES;

        Expert over(BucketRing ring) {
            return switch (this) {
                case RIDGE -> new DirectRidge(ring, TestingRing.SEASONS, LEADS);
                case QUANTILES -> new QuantileRegression(ring, TestingRing.SEASONS, LEADS);
            };
        }

        Expert fitted(BucketRing ring) {
            return TestingRing.fitted(over(ring));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsThePeriodOfAWaveUnderNoise(Kind kind) {
        BucketRing ring = TestingRing.of(8_000, TestingRing::wave);

        double forecast = kind.fitted(ring).forecast(15);

        double expected = 100 + 40 * Math.sin(2 * Math.PI * (ring.end() + 14) / 1440);
        assertThat(forecast).isCloseTo(expected, within(2.0));
    }

    @ParameterizedTest
    @EnumSource
    void findsThatTheNextValueIsHalfWayBackToTheMean(Kind kind) {
        double[] state = {0};
        BucketRing ring = TestingRing.of(8_000, bucket -> {
            state[0] = 0.5 * state[0] + 10 * TestingRing.noise(bucket);
            return 100 + state[0];
        });

        double forecast = kind.fitted(ring).forecast(1);

        assertThat(forecast).isCloseTo(100 + 0.5 * state[0], within(1.5));
    }

    @ParameterizedTest
    @EnumSource
    void continuesAConstantAsItIs(Kind kind) {
        Expert expert = kind.fitted(TestingRing.of(3_000, bucket -> 7));

        assertThat(expert.forecast(1)).isCloseTo(7, within(1e-9));
        assertThat(expert.forecast(15)).isCloseTo(7, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void continuesNothingAsNothing(Kind kind) {
        assertThat(kind.fitted(TestingRing.of(3_000, bucket -> 0)).forecast(5)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void staysSilentAfterThreePoints(Kind kind) {
        Expert expert = kind.fitted(TestingRing.of(3, TestingRing::wave));

        assertThat(expert.canForecast(1)).isFalse();
        assertThatThrownBy(() -> expert.forecast(1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void staysSilentAtALeadItWasNotMadeFor(Kind kind) {
        assertThat(kind.fitted(TestingRing.of(500, TestingRing::wave)).canForecast(4))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void forecastsFromAnHourOfMinutesAlready(Kind kind) {
        Expert expert = kind.fitted(TestingRing.of(130, TestingRing::wave));

        assertThat(expert.canForecast(5)).isTrue();
        assertThat(expert.forecast(5)).isBetween(20.0, 250.0);
    }

    @ParameterizedTest
    @EnumSource
    void learnsAcrossGapsAndForecastsWithinOne(Kind kind) {
        BucketRing ring = TestingRing.of(6_000, bucket -> bucket % 50 < 4 ? Double.NaN : TestingRing.wave(bucket));
        TestingRing.extend(ring, 30, bucket -> Double.NaN);

        double forecast = kind.fitted(ring).forecast(15);

        double expected = 100 + 40 * Math.sin(2 * Math.PI * (ring.end() + 14) / 1440);
        assertThat(forecast).isCloseTo(expected, within(20.0));
    }

    @ParameterizedTest
    @EnumSource
    void scalesWithTheSeries(Kind kind) {
        double small = kind.fitted(TestingRing.of(4_000, bucket -> 1e-3 * TestingRing.wave(bucket)))
                .forecast(5);
        double large = kind.fitted(TestingRing.of(4_000, bucket -> 1e9 * TestingRing.wave(bucket)))
                .forecast(5);

        assertThat(large / small).isCloseTo(1e12, within(1e6));
    }

    @ParameterizedTest
    @EnumSource
    void staysFiniteWhenTheLevelJumpsToAThousandTimesWhatWasSeen(Kind kind) {
        BucketRing ring = TestingRing.of(4_000, TestingRing::wave);
        Expert expert = kind.fitted(ring);

        TestingRing.extend(ring, 10, bucket -> 1e5);

        assertThat(expert.forecast(5)).isBetween(0.0, 1e7);
    }

    @ParameterizedTest
    @EnumSource
    void isCarriedBitForBit(Kind kind) {
        BucketRing ring = TestingRing.of(4_000, TestingRing::wave);
        Expert expert = kind.fitted(ring);
        TestingState state = new TestingState();

        expert.carry(state);
        state.turnRound();
        Expert restored = kind.over(ring);
        restored.carry(state);

        assertThat(state.isEmpty()).isTrue();
        TestingRing.extend(ring, 100, TestingRing::wave);
        for (int lead : LEADS) {
            assertThat(restored.forecast(lead)).isEqualTo(expert.forecast(lead));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysTheSameTwice(Kind kind) {
        BucketRing ring = TestingRing.of(4_000, TestingRing::wave);

        assertThat(kind.fitted(ring).forecast(5)).isEqualTo(kind.fitted(ring).forecast(5));
    }

    @ParameterizedTest
    @EnumSource
    void sortsItsQuantilesAndSaysTheMiddleOne(Kind kind) {
        if (!(kind.fitted(TestingRing.of(4_000, DirectExpertsTest::bursty)) instanceof QuantileExpert expert)) {
            return;
        }
        double[] quantiles = new double[QuantileExpert.LEVELS];

        expert.quantiles(5, quantiles);

        assertThat(quantiles).isSorted();
        assertThat(expert.forecast(5)).isEqualTo(quantiles[QuantileExpert.MEDIAN]);
    }

    private static double bursty(long bucket) {
        return TestingRing.noise(bucket) > 0.9 ? 50 : 0;
    }
}
