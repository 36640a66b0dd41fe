package io.lagcast.recommender.ownmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.forecasting.own.OwnModelRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import org.tribuo.regression.slm.SparseLinearModel;

class OnnxModelTest {

    private static final int INPUTS = OwnModelRow.size(2);

    @Test
    void answersForARow() {
        OnnxModel model = OnnxModel.read("linear", TestingOnnx.linear(0.5f, 1));
        float[] row = new float[INPUTS];
        row[0] = 4;
        double[] answer = new double[2];

        model.answer(row, answer);

        assertThat(answer).containsExactly(3, 3);
        assertThat(model.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(model.leads()).containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(15));
        assertThat(model.provenance()).isEqualTo("ONNX by a test, version 3");
    }

    @Test
    void isToldFromOthersByItsDigest() {
        String digest = OnnxModel.read("a", TestingOnnx.linear(1, 0)).digest();

        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(OnnxModel.read("b", TestingOnnx.linear(1, 0)).digest()).isEqualTo(digest);
        assertThat(OnnxModel.read("a", TestingOnnx.linear(1, 0.1f)).digest()).isNotEqualTo(digest);
    }

    @Test
    void answersWhatIsNotFiniteAsItIs() {
        OnnxModel model = OnnxModel.read("broken", TestingOnnx.linear(1, Float.NaN));
        double[] answer = new double[2];

        model.answer(new float[INPUTS], answer);

        assertThat(answer).containsOnly(Double.NaN);
    }

    @Test
    void saysAsTribuoDoesWhoTrainedAModelThatTribuoExported() {
        SparseLinearModel trained = trained();
        byte[] exported = TestingOnnx.described(
                trained.exportONNXModel("io.lagcast", 1),
                Map.of("lagcast.row", "1", "lagcast.step", "1m", "lagcast.leads", "5m"));
        OnnxModel model = OnnxModel.read("tribuo", exported);
        float[] row = row(new SplittableRandom(7));
        double[] answer = new double[1];

        model.answer(row, answer);

        double expected = trained.predict(example(row, 0)).getOutput().getValues()[0];
        assertThat(answer[0]).isCloseTo(expected, within(1e-5));
        assertThat(model.provenance()).contains("trained by ", "ElasticNetCDTrainer", "tribuo-version=4.3.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lagcast.row   |         | its metadata must say lagcast.row=1, the version of the row it takes, but does not have it
            lagcast.row   | 2       | its metadata must say lagcast.row=1, the version of the row it takes, but says "2"
            lagcast.step  |         | its metadata lacks lagcast.step, such as lagcast.step=1m
            lagcast.step  | soon    | lagcast.step must have durations such as 1m, 90s or PT1H but was "soon"
            lagcast.leads |         | its metadata lacks lagcast.leads, such as lagcast.leads=5m,15m
            lagcast.leads | 5m,90s  | lagcast.leads must be multiples of lagcast.step, which is PT1M, but one is PT1M30S
            lagcast.leads | 15m,5m  | lagcast.leads must ascend but was "15m,5m"
            lagcast.leads | 5m,-5m  | lagcast.leads must be longer than nothing but was -5m
            lagcast.leads | 5m      | its input must have the shape [1 or any, 72] with the leads [PT5M], but has [-1, 74]
            """)
    void saysWhatIsMissingOrWrongInItsMetadata(String key, @Nullable String value, String problem) {
        Map<String, String> metadata = new HashMap<>(TestingOnnx.METADATA);
        metadata.remove(key);
        if (value != null) {
            metadata.put(key, value);
        }
        byte[] bytes = TestingOnnx.linear(INPUTS, 2, metadata);

        assertThatThrownBy(() -> OnnxModel.read("mine", bytes))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("The model mine (lagcast.forecast.models.mine) cannot be used: " + problem);
    }

    @Test
    void saysThatItsAnswerHasAnotherShape() {
        byte[] bytes = TestingOnnx.linear(INPUTS, 3, TestingOnnx.METADATA);

        assertThatThrownBy(() -> OnnxModel.read("mine", bytes))
                .hasMessageEndingWith(
                        "its output must have the shape [1 or any, 2] with the leads [PT5M, PT15M], but has [-1, 3]");
    }

    @Test
    void saysThatItsNumbersAreOfAnotherType() {
        assertThatThrownBy(() -> OnnxModel.read("mine", TestingOnnx.ofWholeNumbers()))
                .hasMessageEndingWith("its input row must be a tensor of FLOAT or DOUBLE but is of INT64");
    }

    @Test
    void saysThatAFileIsNoModel() {
        assertThatThrownBy(() -> OnnxModel.read("mine", "no model at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("ONNX Runtime does not take it: ");
    }

    private static SparseLinearModel trained() {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> dataset = new MutableDataset<>(
                new SimpleDataSourceProvenance("rows made for a test", Instant.EPOCH.atOffset(ZoneOffset.UTC), factory),
                factory);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            float[] row = row(random);
            dataset.add(example(row, 0.7 * row[0] + 0.3 * row[65]));
        }
        return (SparseLinearModel) new ElasticNetCDTrainer(0.01, 0.5, 1e-4, 100, false, 0).train(dataset);
    }

    private static float[] row(SplittableRandom random) {
        float[] row = new float[OwnModelRow.size(1)];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextDouble(0.5, 1.5);
        }
        return row;
    }

    private static ArrayExample<Regressor> example(float[] row, double target) {
        String[] names = new String[row.length];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, "%04d", i));
        double[] values = new double[row.length];
        Arrays.setAll(values, i -> row[i]);
        return new ArrayExample<>(new Regressor("5m", target), names, values);
    }
}
