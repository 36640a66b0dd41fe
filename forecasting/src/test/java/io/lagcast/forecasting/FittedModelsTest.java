package io.lagcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.expert.Learning;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FittedModelsTest {

    private static final int MINUTES = 2 * 1440;

    private static final Forecaster FITTED = Forecasters.standard(ForecastSettings.DEFAULT);

    @BeforeAll
    static void fit() {
        TimeSeries series = TestingSeries.noisy(MINUTES, 1, 0.2, TestingSeries::day);
        for (int minute = 0; minute < MINUTES; minute++) {
            if (minute % 100 != 99) {
                FITTED.observe(series.time(minute), series.time(minute + 1), series.value(minute));
            }
        }
        FITTED.refit();
    }

    @Test
    void sayWhatTheyWereFittedOn() {
        FittedModel.Training training = model("ridge").training().orElseThrow();

        assertThat(training.from()).isEqualTo(TestingSeries.START);
        assertThat(training.to()).isEqualTo(TestingSeries.START.plus(Duration.ofMinutes(MINUTES)));
        assertThat(training.samples()).isEqualTo(MINUTES - MINUTES / 100);
    }

    @Test
    void sayWhoLearnedThemAndWithWhichChoices() {
        assertThat(model("ridge").learning().learner()).endsWith(".DirectRidge");
        assertThat(model("ridge").learning().choices())
                .extracting(Learning.Choice::name)
                .contains("scale", "penalty, 5 ahead", "penalty, 60 ahead");
        assertThat(model("quantile trees").learning().seed()).isEqualTo(OptionalLong.of(1));
        assertThat(model("seasonal profile 1d").learning().choices())
                .extracting(Learning.Choice::name)
                .contains("season weight", "correction", "combinations tried");
        FittedModel elasticNet = model("elastic net");
        assertThat(elasticNet.learning().learner()).isEqualTo("org.tribuo.regression.slm.ElasticNetCDTrainer");
        assertThat(elasticNet.provenance()).contains("tribuo-version=4.3.2");
    }

    @Test
    void haveNoTrainingWhereThereIsNothingToLearn() {
        assertThat(model("last value").training()).isEmpty();
        assertThat(model("last value").learning().isFitted()).isFalse();
    }

    @Test
    void shareAWholeInEveryRangeThatTheyAreScoredIn() {
        List<FittedModel.Weight> fiveMinutes = FITTED.models().stream()
                .flatMap(model -> model.weights().stream())
                .filter(weight -> weight.to().equals(Duration.ofMinutes(5)))
                .toList();

        assertThat(fiveMinutes).hasSizeGreaterThan(5);
        assertThat(fiveMinutes.stream().mapToDouble(FittedModel.Weight::share).sum())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void keepToThemselvesWhatAFinerStageAnswers() {
        assertThat(FITTED.models())
                .filteredOn(model -> model.step().equals(Duration.ofMinutes(5)))
                .flatExtracting(FittedModel::weights)
                .allSatisfy(weight -> assertThat(weight.to()).isGreaterThan(Duration.ofHours(1)));
    }

    @Test
    void wereNotFittedBeforeTheFirstRefit() {
        Forecaster forecaster = Forecasters.standard(ForecastSettings.DEFAULT);

        assertThat(forecaster.models()).isNotEmpty().allSatisfy(model -> assertThat(model.training())
                .isEmpty());
    }

    private static FittedModel model(String name) {
        return FITTED.models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
