package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.own.OwnModel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OwnModelForecasterTest {

    private static final int MINUTES = 3 * 1440;
    private static final TimeSeries SERIES = TestingSeries.noisy(MINUTES + 300, 1, 0.4, TestingSeries::day);

    /** Jumps at random every ten minutes: nobody who knows only the past foresees them. */
    private static final TimeSeries JUMPS = TestingSeries.noisy(MINUTES, 1, 0.1, OwnModelForecasterTest::jumping);

    private static final int WEEK = 7 * 1440;

    /** Where the sine of the time of the week stands in the row of a model of two leads; then its cosine. */
    private static final int TIME_OF_WEEK = 60 + 5 + 2 * 2 + 2;

    private static final OwnModel WISE = TestingOwnModel.near("wise", "1", OwnModelForecasterTest::truth);
    private static final OwnModel FOOLISH = TestingOwnModel.near("foolish", "2", (row, lead) -> 10);
    private static final OwnModel SILENT = TestingOwnModel.near("silent", "3", (row, lead) -> Double.NaN);

    private static double jumping(int minute) {
        return new SplittableRandom(minute / 10).nextBoolean() ? 100 : 300;
    }

    /** Knows the jumps by the time, from Monday on, as the series begins. */
    private static double truth(float[] row, int lead) {
        double turns = Math.atan2(row[TIME_OF_WEEK], row[TIME_OF_WEEK + 1]) / (2 * Math.PI);
        int target = Math.floorMod(Math.round(turns * WEEK) - 1 + (lead == 0 ? 1 : 5), WEEK);
        return jumping(target) / row[row.length - 1];
    }

    @Test
    void weighsAModelThatKnowsMore() {
        assertThat(weightFiveMinutesAhead(learnedFrom(JUMPS, WISE), "own model wise"))
                .isGreaterThan(0.5);
    }

    @Test
    void takesTheWeightFromAModelThatKnowsNothing() {
        Forecaster alone = learned();
        Forecaster together = learned(FOOLISH);

        assertThat(weightFiveMinutesAhead(together, "own model foolish")).isLessThan(1e-3);
        assertThat(lossFiveMinutesAhead(together)).isLessThan(1.03 * lossFiveMinutesAhead(alone));
    }

    @Test
    void saysHowOftenAModelDidNotAnswer() {
        Forecaster forecaster = learned(SILENT);

        FittedModel model = model(forecaster, "own model silent");
        assertThat(model.learning().remark()).matches("It did not answer with finite numbers (\\d+) of \\1 times.*");
        assertThat(model.weights()).isEmpty();
        assertThat(model.provenance()).isEqualTo("made by hand");
        assertThat(forecast(forecaster)).isInstanceOf(Forecast.Quantiles.class);
    }

    @Test
    void goesOnBitForBitAfterARestart() {
        Forecaster before = learned(WISE, FOOLISH);

        Forecaster after = Forecasters.restored(ForecastSettings.DEFAULT, before.save(), List.of(WISE, FOOLISH));

        observe(before, SERIES, MINUTES, MINUTES + 300);
        observe(after, SERIES, MINUTES, MINUTES + 300);
        assertThat(forecast(after).toString()).isEqualTo(forecast(before).toString());
        assertThat(after.refitDue()).isFalse();
    }

    @Test
    void goesOnWithoutAModelThatIsGoneAndLeavesItOutAtTheNextRefit() {
        Forecaster forecaster =
                Forecasters.restored(ForecastSettings.DEFAULT, learned(WISE).save(), List.of());

        assertThat(forecast(forecaster)).isInstanceOf(Forecast.Quantiles.class);
        assertThat(model(forecaster, "own model wise").learning().remark()).startsWith("The model is not there");
        assertThat(forecaster.refitDue()).isTrue();
        forecaster.refit();
        assertThat(forecaster.models()).extracting(FittedModel::name).doesNotContain("own model wise");
        assertThat(forecaster.refitDue()).isFalse();
    }

    @Test
    void putsAReplacedModelInByARefitThatJudgesItByThePast() {
        OwnModel replaced = TestingOwnModel.near("wise", "4", (row, lead) -> 10);
        Forecaster forecaster =
                Forecasters.restored(ForecastSettings.DEFAULT, learned(WISE).save(), List.of(replaced));

        assertThat(forecaster.refitDue()).isTrue();
        Forecaster again = Forecasters.restored(ForecastSettings.DEFAULT, forecaster.save(), List.of(replaced));
        again.refit();

        assertThat(model(again, "own model wise")
                        .learning()
                        .choices()
                        .getFirst()
                        .value())
                .isEqualTo("4");
        assertThat(weightFiveMinutesAhead(again, "own model wise")).isLessThan(1e-3);
    }

    @Test
    void refusesAModelOfBucketsThatAreNotUsed() {
        OwnModel model = new TestingOwnModel(
                "odd", "5", Duration.ofMinutes(2), List.of(Duration.ofMinutes(4)), (row, lead) -> 1);

        assertThatThrownBy(() -> Forecasters.standard(ForecastSettings.DEFAULT, List.of(model)))
                .hasMessage("The model odd is made of buckets of PT2M, but forecasts are made from buckets of PT1M,"
                        + " PT5M, PT1H");
    }

    @Test
    void refusesAModelOfLeadsThatAreForecastFromOtherBuckets() {
        OwnModel model =
                new TestingOwnModel("far", "6", Duration.ofMinutes(1), List.of(Duration.ofHours(2)), (row, lead) -> 1);

        assertThatThrownBy(() -> Forecasters.standard(ForecastSettings.DEFAULT, List.of(model)))
                .hasMessageStartingWith("The model far answers PT2H ahead from buckets of PT1M, which are used for"
                        + " more than PT0S and up to PT1H ahead");
    }

    private static Forecaster learned(OwnModel... models) {
        return learnedFrom(SERIES, models);
    }

    private static Forecaster learnedFrom(TimeSeries series, OwnModel... models) {
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT, List.of(models));
        observe(forecaster, series, 0, MINUTES);
        forecaster.refit();
        return forecaster;
    }

    private static void observe(Forecaster forecaster, TimeSeries series, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            forecaster.observe(series.time(minute), series.time(minute + 1), series.value(minute));
        }
    }

    private static Forecast forecast(Forecaster forecaster) {
        return forecaster.forecast(new Horizon(TestingSeries.MINUTE, 30), QuantileLevels.STANDARD);
    }

    private static double lossFiveMinutesAhead(Forecaster forecaster) {
        return forecaster.scores().stream()
                .filter(score -> score.to().equals(Duration.ofMinutes(5))
                        && score.model().equals("combination"))
                .findFirst()
                .orElseThrow()
                .loss();
    }

    private static double weightFiveMinutesAhead(Forecaster forecaster, String name) {
        return model(forecaster, name).weights().stream()
                .filter(weight -> weight.to().equals(Duration.ofMinutes(5)))
                .findFirst()
                .orElseThrow()
                .share();
    }

    private static FittedModel model(Forecaster forecaster, String name) {
        return forecaster.models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
