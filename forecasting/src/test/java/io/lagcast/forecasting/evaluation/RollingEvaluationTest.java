package io.lagcast.forecasting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RollingEvaluationTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final QuantileLevels LEVELS = QuantileLevels.of(0.5, 0.9);

    /** A forecast as the listener gets it. */
    private record Told(Instant origin, Instant target, int step, double median) {}

    private final List<Told> told = new ArrayList<>();
    private final EvaluationListener listener = new EvaluationListener() {
        @Override
        public void forecast(Instant origin, Instant target, int step, Forecast.Quantiles quantiles, int index) {
            told.add(new Told(origin, target, step, quantiles.quantile(0.5, index)));
        }
    };

    @Test
    void scoresTheBucketAtTheEndOfTheHorizonFromEveryOrigin() {
        TimeSeries series = counting(72);
        TestingForecaster forecaster = new TestingForecaster(HOUR);

        Evaluation evaluation = evaluation(series, plan(48, 5, false, 3)).run(forecaster, listener);

        Accuracy accuracy = evaluation.accuracies().getFirst();
        assertThat(told).extracting(Told::origin).containsExactly(hour(48), hour(53), hour(58), hour(63), hour(68));
        assertThat(told).allMatch(one -> one.target().equals(one.origin().plus(HOUR.multipliedBy(3))));
        assertThat(told).allMatch(one -> one.step() == 3);
        assertThat(accuracy.origins()).isEqualTo(5);
        assertThat(accuracy.meanAbsoluteError()).isEqualTo(3);
        // The series rises by 24 a day, so the same time on the day before is 24 off.
        assertThat(accuracy.scaledError()).hasValue(3 / 24.0);
        assertThat(accuracy.at(0.9).coverage()).isZero();
    }

    @Test
    void weighsLossByWhatCame() {
        TimeSeries series = counting(72);

        Accuracy accuracy = evaluation(series, plan(48, 5, false, 3))
                .run(new TestingForecaster(HOUR), EvaluationListener.SILENT)
                .accuracies()
                .getFirst();

        double sum = 51 + 56 + 61 + 66 + 71;
        assertThat(accuracy.at(0.5).weightedLoss()).hasValue(2 * 5 * 0.5 * 3 / sum);
        assertThat(accuracy.at(0.9).weightedLoss().orElseThrow()).isCloseTo(2 * 5 * 0.9 * 3 / sum, within(1e-12));
        assertThat(accuracy.weightedLoss().orElseThrow()).isCloseTo(2 * 5 * 0.7 * 3 / sum, within(1e-12));
    }

    @Test
    void scoresEveryBucketOfAPath() {
        TimeSeries series = counting(72);

        Evaluation evaluation = evaluation(series, plan(48, 10, true, 4)).run(new TestingForecaster(HOUR), listener);

        Accuracy accuracy = evaluation.accuracies().getFirst();
        assertThat(accuracy.origins()).isEqualTo(2);
        assertThat(accuracy.values()).isEqualTo(8);
        assertThat(accuracy.meanAbsoluteError()).isEqualTo(2.5);
        assertThat(told).extracting(Told::step).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    }

    @Test
    void tellsOfEachBucketOfSeveralPathsOnce() {
        TimeSeries series = counting(72);

        evaluation(series, plan(60, 6, true, 2, 5)).run(new TestingForecaster(HOUR), listener);

        assertThat(told).extracting(Told::step).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    }

    @Test
    void keepsShortHorizonsWhereALongOneNoLongerFits() {
        TimeSeries series = counting(72);

        Evaluation evaluation =
                evaluation(series, plan(48, 1, false, 1, 20)).run(new TestingForecaster(HOUR), listener);

        assertThat(evaluation.at(HOUR).orElseThrow().origins()).isEqualTo(23);
        assertThat(evaluation.at(HOUR.multipliedBy(20)).orElseThrow().origins()).isEqualTo(4);
    }

    @Test
    void showsNothingThatWasNotOverAtTheOrigin() {
        TimeSeries series = counting(96);
        TestingForecaster forecaster = new TestingForecaster(HOUR);

        evaluation(series, plan(48, 7, false, 2)).run(forecaster, listener);

        assertThat(forecaster.askedAt)
                .isEqualTo(told.stream().map(one -> one.origin().plus(HOUR)).toList());
    }

    @Test
    void forecastsTheSameWhateverComesAfterTheOrigin() {
        TimeSeries series = noisy(24 * 20, 0);
        TimeSeries otherFuture = noisy(24 * 20, 24 * 18);
        EvaluationPlan plan = plan(24 * 15, 24, false, 2);

        evaluation(series, plan).run(Forecasters.standard(new ForecastSettings(HOUR, Duration.ofDays(15))), listener);
        List<Told> before = List.copyOf(told);
        told.clear();
        evaluation(otherFuture, plan)
                .run(Forecasters.standard(new ForecastSettings(HOUR, Duration.ofDays(15))), listener);

        assertThat(before).hasSize(5);
        assertThat(told.subList(0, 3)).isEqualTo(before.subList(0, 3));
        assertThat(told.get(4)).isNotEqualTo(before.get(4));
    }

    @Test
    void refitsAtTheFirstOriginAndOnceADay() {
        TestingForecaster forecaster = new TestingForecaster(HOUR);

        Evaluation evaluation =
                evaluation(counting(24 * 5), plan(48, 3, false, 1)).run(forecaster, EvaluationListener.SILENT);

        assertThat(forecaster.refitAt).containsExactly(hour(49), hour(73), hour(97));
        assertThat(evaluation.cost().refits()).isEqualTo(3);
        assertThat(evaluation.cost().refitting()).isEqualTo(Duration.ofNanos(3));
    }

    @Test
    void forecastsFromTheLastKnownBucketWhereThatOfTheOriginIsMissing() {
        TimeSeries.Builder builder = TimeSeries.startingAt(START, HOUR);
        for (int i = 0; i < 72; i++) {
            if (i == 48 || i == 49) {
                builder.addMissing();
            } else {
                builder.add(i);
            }
        }
        TestingForecaster forecaster = new TestingForecaster(HOUR);

        evaluation(builder.build(), plan(49, 100, false, 3)).run(forecaster, listener);

        assertThat(forecaster.horizons).extracting(horizon -> horizon.steps()).containsExactly(5);
        assertThat(told).containsExactly(new Told(hour(49), hour(52), 3, 47));
    }

    @Test
    void scoresNoMissingBucket() {
        TimeSeries.Builder builder = TimeSeries.startingAt(START, HOUR);
        for (int i = 0; i < 72; i++) {
            if (i == 51) {
                builder.addMissing();
            } else {
                builder.add(i);
            }
        }

        Evaluation evaluation =
                evaluation(builder.build(), plan(48, 3, false, 3)).run(new TestingForecaster(HOUR), listener);

        assertThat(told).hasSize(7);
        assertThat(evaluation.accuracies().getFirst().values()).isEqualTo(6);
    }

    @Test
    void countsOriginsWithoutAForecast() {
        TimeSeries.Builder builder = TimeSeries.startingAt(START, HOUR);
        for (int i = 0; i < 3; i++) {
            builder.addMissing();
        }
        TimeSeries series = builder.add(5).add(5).add(5).build();
        NaiveForecaster forecaster = NaiveForecaster.lastValue(HOUR);

        Evaluation evaluation = evaluation(series, plan(1, 1, false, 1)).run(forecaster, listener);

        assertThat(evaluation.unavailable()).isEqualTo(2);
        assertThat(evaluation.accuracies().getFirst().origins()).isEqualTo(2);
        assertThat(evaluation.accuracies().getFirst().scaledError()).isEmpty();
    }

    @Test
    void scoresTheMedianEvenWhereItIsNotAskedFor() {
        EvaluationPlan plan = new EvaluationPlan(hour(48), HOUR, List.of(HOUR), false, QuantileLevels.of(0.9));

        Evaluation evaluation = evaluation(counting(72), plan).run(new TestingForecaster(HOUR), listener);

        assertThat(evaluation.accuracies().getFirst().levels()).hasSize(1);
        assertThat(evaluation.accuracies().getFirst().meanAbsoluteError()).isEqualTo(1);
    }

    private static RollingEvaluation evaluation(TimeSeries series, EvaluationPlan plan) {
        return new RollingEvaluation(series, plan, new AtomicLong()::getAndIncrement);
    }

    private static EvaluationPlan plan(int testStart, int every, boolean path, int... leads) {
        List<Duration> horizons = new ArrayList<>();
        for (int lead : leads) {
            horizons.add(HOUR.multipliedBy(lead));
        }
        return new EvaluationPlan(hour(testStart), HOUR.multipliedBy(every), horizons, path, LEVELS);
    }

    private static Instant hour(int index) {
        return START.plus(HOUR.multipliedBy(index));
    }

    private static TimeSeries counting(int size) {
        TimeSeries.Builder builder = TimeSeries.startingAt(START, HOUR);
        for (int i = 0; i < size; i++) {
            builder.add(i);
        }
        return builder.build();
    }

    private static TimeSeries noisy(int size, int doubledFrom) {
        Random random = new Random(1);
        TimeSeries.Builder builder = TimeSeries.startingAt(START, HOUR);
        for (int i = 0; i < size; i++) {
            double value = 100 + 50 * Math.sin(i * Math.PI / 12) + 10 * random.nextDouble();
            builder.add(doubledFrom > 0 && i >= doubledFrom ? 2 * value : value);
        }
        return builder.build();
    }
}
