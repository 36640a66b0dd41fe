package io.lagcast.forecasting.autoregression;

import static io.lagcast.forecasting.decomposition.TestingRing.DAY;
import static io.lagcast.forecasting.decomposition.TestingRing.WEEK;
import static io.lagcast.forecasting.decomposition.TestingRing.daysAndWeeks;
import static io.lagcast.forecasting.decomposition.TestingRing.hourly;
import static io.lagcast.forecasting.decomposition.TestingRing.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.decomposition.Scale;
import io.lagcast.forecasting.decomposition.TestingRing;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogAutoregressionTest {

    private static final LogAutoregression.Shape CARD = new LogAutoregression.Shape(Scale.LOGARITHM, Lags.MANY, true);

    static LogAutoregression.Shape[] shapes() {
        return Arrays.stream(Scale.values())
                .flatMap(scale -> Arrays.stream(Lags.values()).flatMap(lags -> Stream.of(true, false)
                        .map(means -> new LogAutoregression.Shape(scale, lags, means))))
                .toArray(LogAutoregression.Shape[]::new);
    }

    private static LogAutoregression fitted(TestingRing ring, LogAutoregression.Shape shape) {
        LogAutoregression expert = new LogAutoregression(ring.ring(), hourly(), WEEK, shape);
        expert.fit();
        return expert;
    }

    static Stream<LogAutoregression.Shape> shapesThatKnowTheWeek() {
        return Arrays.stream(shapes()).filter(shape -> shape.lags() != Lags.NEAR);
    }

    @ParameterizedTest
    @MethodSource("shapesThatKnowTheWeek")
    void continuesDaysAndWeeks(LogAutoregression.Shape shape) {
        TestingRing ring = TestingRing.of(6 * WEEK + 7, TestingRing::daysAndWeeks);

        double[] path = path(fitted(ring, shape), 2 * DAY);

        double error = IntStream.range(0, path.length)
                .mapToDouble(i -> Math.abs(path[i] - daysAndWeeks(6 * WEEK + 7 + i)))
                .average()
                .orElseThrow();
        assertThat(error).isLessThan(4);
    }

    @Test
    void recoversAKnownProcess() {
        Random random = new Random(5);
        double[] x = new double[6000];
        for (int t = 1; t < x.length; t++) {
            x[t] = 0.8 * x[t - 1] + 0.1 * random.nextGaussian();
        }
        TestingRing ring = TestingRing.of(x.length, t -> 50 * Math.exp(x[t]));

        LogAutoregression expert = new LogAutoregression(
                ring.ring(), new double[0], 10, new LogAutoregression.Shape(Scale.LOGARITHM, Lags.FEW, false));
        expert.fit();

        for (int lead : new int[] {1, 2, 5}) {
            double expected = 50 * Math.exp(Math.pow(0.8, lead) * x[x.length - 1]);
            assertThat(expert.forecast(lead)).isCloseTo(expected, Percentage.withPercentage(4));
        }
    }

    @Test
    void isNotMovedByAFewOutliers() {
        TestingRing clean = TestingRing.of(6 * WEEK, TestingRing::daysAndWeeks);
        TestingRing dirty =
                TestingRing.of(6 * WEEK, t -> t < 5 * WEEK && t % 101 == 50 ? 20 * daysAndWeeks(t) : daysAndWeeks(t));

        double[] expected = path(fitted(clean, CARD), DAY);
        double[] path = path(fitted(dirty, CARD), DAY);

        for (int i = 0; i < DAY; i++) {
            assertThat(path[i]).isCloseTo(expected[i], Percentage.withPercentage(30));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 7.5, 1e9})
    void continuesAConstantAsConstant(double constant) {
        TestingRing ring = TestingRing.of(3 * WEEK, t -> constant);

        for (LogAutoregression.Shape shape : shapes()) {
            for (double value : path(fitted(ring, shape), WEEK)) {
                assertThat(value).isCloseTo(constant, within(1e-9 * Math.max(1, constant)));
            }
        }
    }

    @Test
    void scalesWithTheSeries() {
        Random random = new Random(1);
        double[] noise = random.doubles(5 * WEEK, 0.9, 1.1).toArray();
        IntToDoubleFunction shape = t -> t % 13 == 0 ? 0 : daysAndWeeks(t) * noise[t];

        double[] path = path(fitted(TestingRing.of(5 * WEEK, shape), CARD), WEEK);
        double[] scaled = path(fitted(TestingRing.of(5 * WEEK, t -> 1e7 * shape.applyAsDouble(t)), CARD), WEEK);

        for (int i = 0; i < WEEK; i++) {
            assertThat(scaled[i]).isCloseTo(1e7 * path[i], within(1e7 * 1e-6));
        }
    }

    @Test
    void staysFiniteOnIntermittentCounts() {
        Random random = new Random(2);
        TestingRing ring = TestingRing.of(5 * WEEK, t -> random.nextInt(20) == 0 ? random.nextInt(1000) : 0);

        for (LogAutoregression.Shape shape : shapes()) {
            assertThat(Arrays.stream(path(fitted(ring, shape), WEEK)).max().orElseThrow())
                    .isLessThan(2000);
        }
    }

    @Test
    void looksThroughGaps() {
        TestingRing ring = TestingRing.of(6 * WEEK, t -> t / DAY == 20 || t % 37 < 2 ? Double.NaN : daysAndWeeks(t));

        double[] path = path(fitted(ring, CARD), DAY);

        for (int i = 0; i < DAY; i++) {
            assertThat(path[i]).isCloseTo(daysAndWeeks(6 * WEEK + i), Percentage.withPercentage(15));
        }
    }

    @Test
    void takesAMissingBucketAsForecast() {
        TestingRing ring = TestingRing.of(5 * WEEK, TestingRing::daysAndWeeks);
        LogAutoregression expert = fitted(ring, CARD);
        double[] before = path(expert, DAY);

        ring.extend(3, t -> Double.NaN, expert);

        assertThat(expert.forecast(1)).isEqualTo(before[3]);
        assertThat(expert.forecast(10)).isEqualTo(before[12]);
    }

    @Test
    void saysNothingAboutThreePoints() {
        TestingRing ring = TestingRing.of(3, t -> 1 + t);

        LogAutoregression expert = fitted(ring, CARD);

        assertThat(expert.canForecast(1)).isFalse();
        assertThatThrownBy(() -> expert.forecast(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void followsNewBucketsWithoutAFit() {
        TestingRing ring = TestingRing.of(5 * WEEK + 3, TestingRing::daysAndWeeks);
        LogAutoregression followed = fitted(ring, CARD);

        ring.extend(3 * WEEK, TestingRing::daysAndWeeks, followed);

        assertThat(followed.forecast(5)).isCloseTo(daysAndWeeks(8 * WEEK + 3 + 4), Percentage.withPercentage(10));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isCarriedBitForBit(LogAutoregression.Shape shape) {
        TestingRing ring = TestingRing.of(5 * WEEK, TestingRing::daysAndWeeks);
        LogAutoregression expert = fitted(ring, shape);
        ring.extend(100, t -> t % 9 == 0 ? Double.NaN : daysAndWeeks(t), expert);
        LogAutoregression restored = new LogAutoregression(ring.ring(), hourly(), WEEK, shape);
        expert.forecast(3);

        TestingRing.carry(expert, restored);
        ring.extend(500, t -> t % 11 == 0 ? Double.NaN : daysAndWeeks(t) + t % 7, expert, restored);

        assertThat(path(restored, WEEK)).isEqualTo(path(expert, WEEK));
    }

    @Test
    void carriesThatItWasNotFitted() {
        TestingRing ring = TestingRing.of(5, t -> 1);
        LogAutoregression restored = new LogAutoregression(ring.ring(), hourly(), WEEK, CARD);

        TestingRing.carry(fitted(ring, CARD), restored);

        assertThat(restored.canForecast(1)).isFalse();
    }
}
