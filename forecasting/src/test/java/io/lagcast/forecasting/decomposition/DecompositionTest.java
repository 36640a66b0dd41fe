package io.lagcast.forecasting.decomposition;

import static io.lagcast.forecasting.decomposition.TestingRing.DAY;
import static io.lagcast.forecasting.decomposition.TestingRing.WEEK;
import static io.lagcast.forecasting.decomposition.TestingRing.daysAndWeeks;
import static io.lagcast.forecasting.decomposition.TestingRing.hourly;
import static io.lagcast.forecasting.decomposition.TestingRing.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecompositionTest {

    static Stream<Named<Function<BucketRing, Expert>>> experts() {
        return Stream.of(
                Named.of("mean of weeks", ring -> new SeasonalMean(ring, WEEK, SeasonalMean.Window.plain(4))),
                Named.of(
                        "levelled mean of weeks",
                        ring -> new SeasonalMean(ring, WEEK, new SeasonalMean.Window(4, DAY, DAY))),
                Named.of("smoothing", ring -> new SeasonalTrendSmoothing(ring, hourly(), Scale.IDENTITY)),
                Named.of(
                        "smoothing of logarithms", ring -> new SeasonalTrendSmoothing(ring, hourly(), Scale.LOGARITHM)),
                Named.of("shape times level", ring -> new ShapeTimesLevel(ring, hourly())));
    }

    private static Expert fitted(TestingRing ring, Function<BucketRing, Expert> make) {
        Expert expert = make.apply(ring.ring());
        expert.fit();
        return expert;
    }

    @ParameterizedTest
    @MethodSource("experts")
    void continuesAPureSeason(Function<BucketRing, Expert> make) {
        TestingRing ring = TestingRing.of(6 * WEEK + 7, TestingRing::daysAndWeeks);

        double[] path = path(fitted(ring, make), WEEK);

        double error = 0;
        for (int i = 0; i < WEEK; i++) {
            error += Math.abs(path[i] - daysAndWeeks(6 * WEEK + 7 + i)) / WEEK;
        }
        assertThat(error).isLessThan(9);
    }

    @ParameterizedTest
    @MethodSource("experts")
    void continuesAConstantAsConstant(Function<BucketRing, Expert> make) {
        for (double constant : new double[] {0.25, 8, 1e9}) {
            Expert expert = fitted(TestingRing.of(4 * WEEK, t -> constant), make);

            for (double value : path(expert, WEEK)) {
                assertThat(value).isCloseTo(constant, Percentage.withPercentage(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("experts")
    void saysNothingOrNothingMuchAboutZeros(Function<BucketRing, Expert> make) {
        Expert expert = fitted(TestingRing.of(4 * WEEK, t -> 0), make);

        if (expert.canForecast(DAY)) {
            assertThat(expert.forecast(DAY)).isCloseTo(0, within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("experts")
    void saysNothingAboutThreePoints(Function<BucketRing, Expert> make) {
        Expert expert = fitted(TestingRing.of(3, t -> 5), make);

        assertThat(expert.canForecast(1)).isFalse();
        assertThatThrownBy(() -> expert.forecast(1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("experts")
    void scalesWithTheSeries(Function<BucketRing, Expert> make) {
        Random random = new Random(1);
        double[] noise = random.doubles(5 * WEEK, 0.9, 1.1).toArray();
        IntToDoubleFunction shape = t -> t % 13 == 0 ? 0 : daysAndWeeks(t) * noise[t];

        double[] path = path(fitted(TestingRing.of(5 * WEEK, shape), make), WEEK);
        double[] scaled = path(fitted(TestingRing.of(5 * WEEK, t -> 1e7 * shape.applyAsDouble(t)), make), WEEK);

        for (int i = 0; i < WEEK; i++) {
            assertThat(scaled[i]).isCloseTo(1e7 * path[i], within(1e7 * 1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("experts")
    void looksThroughGaps(Function<BucketRing, Expert> make) {
        TestingRing whole = TestingRing.of(6 * WEEK, TestingRing::daysAndWeeks);
        TestingRing holed =
                TestingRing.of(6 * WEEK, t -> t < 50 || t / DAY == 20 || t % 37 < 2 ? Double.NaN : daysAndWeeks(t));

        double[] expected = path(fitted(whole, make), WEEK);
        double[] path = path(fitted(holed, make), WEEK);

        for (int i = 0; i < WEEK; i++) {
            assertThat(path[i]).isCloseTo(expected[i], within(20.0));
        }
    }

    @ParameterizedTest
    @MethodSource("experts")
    void followsNewBucketsWithoutAFit(Function<BucketRing, Expert> make) {
        TestingRing ring = TestingRing.of(6 * WEEK, TestingRing::daysAndWeeks);
        Expert expert = fitted(ring, make);

        ring.extend(2 * DAY + 5, t -> 2 * daysAndWeeks(t), expert);

        assertThat(expert.canForecast(1)).isTrue();
        assertThat(Arrays.stream(path(expert, WEEK)).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("experts")
    void isCarriedBitForBit(Function<BucketRing, Expert> make) {
        TestingRing ring = TestingRing.of(5 * WEEK, TestingRing::daysAndWeeks);
        Expert expert = fitted(ring, make);
        ring.extend(60, TestingRing::daysAndWeeks, expert);
        Expert restored = make.apply(ring.ring());

        TestingRing.carry(expert, restored);
        ring.extend(300, t -> t % 11 == 0 ? Double.NaN : daysAndWeeks(t) + t % 7, expert, restored);

        assertThat(path(restored, WEEK)).isEqualTo(path(expert, WEEK));
    }

    @Test
    void liftsTheUsualToThePresentLevel() {
        TestingRing ring = TestingRing.of(6 * WEEK + DAY, t -> (t >= 6 * WEEK ? 1.5 : 1) * daysAndWeeks(t));
        SeasonalMean expert = new SeasonalMean(ring.ring(), WEEK, new SeasonalMean.Window(4, DAY, DAY));

        assertThat(expert.forecast(1)).isCloseTo(1.5 * daysAndWeeks(6 * WEEK + DAY), Percentage.withPercentage(3));
        assertThat(expert.forecast(WEEK - 2 * DAY))
                .isCloseTo(daysAndWeeks(6 * WEEK + DAY + WEEK - 2 * DAY - 1), Percentage.withPercentage(3));
    }

    @Test
    void takesTheLevelOfAPartDayForWhatItIs() {
        TestingRing ring = TestingRing.of(3 * WEEK, t -> t >= 3 * WEEK - 14 ? Double.NaN : 100);

        Expert expert = fitted(ring, buckets -> new ShapeTimesLevel(buckets, hourly()));

        assertThat(expert.forecast(3)).isCloseTo(100, Percentage.withPercentage(1e-6));
    }

    @Test
    void fillsAShortGapWithALineAndALongOneWithAWeekAgo() {
        TestingRing ring =
                TestingRing.of(2 * WEEK, t -> t == 200 || t == 201 || (t >= 250 && t < 300) ? Double.NaN : t);

        FilledSeries filled = FilledSeries.of(ring.ring(), hourly());

        assertThat(filled.value(200)).isCloseTo(200, within(1e-9));
        assertThat(filled.value(260)).isCloseTo(260.0 - WEEK, within(1e-9));
        assertThat(filled.isKnown(260)).isFalse();
        assertThat(filled.known()).isEqualTo(2 * WEEK - 52);
    }
}
