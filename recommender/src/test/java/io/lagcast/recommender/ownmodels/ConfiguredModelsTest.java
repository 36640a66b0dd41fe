package io.lagcast.recommender.ownmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.recommender.ownmodels.OwnModelSettings.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredModelsTest {

    @TempDir
    private Path directory;

    private Path file = Path.of("unset");

    @BeforeEach
    void writeAModel() throws IOException {
        file = Files.write(directory.resolve("linear.onnx"), TestingOnnx.linear(1, 0));
    }

    @Test
    void givesEachWorkloadTheModelsOfItsName() {
        ConfiguredModels models = new ConfiguredModels(new OwnModelSettings(Map.of(
                "second", new ModelFile(file, "orders-*"),
                "first", new ModelFile(file, "*"))));

        assertThat(models.of("orders-eu")).extracting(OwnModel::name).containsExactly("first", "second");
        assertThat(models.of("payments")).extracting(OwnModel::name).containsExactly("first");
        assertThat(models.all()).containsOnlyKeys("first", "second");
    }

    @Test
    void needsNoneAtAll() {
        assertThat(new ConfiguredModels(new OwnModelSettings(Map.of())).of("orders"))
                .isEmpty();
    }

    @Test
    void saysWhichFileIsNotThere() {
        Path missing = directory.resolve("missing.onnx");

        assertThatThrownBy(() -> configured(new ModelFile(missing, "*")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(
                        "The model mine (lagcast.forecast.models.mine) cannot be used: there is no file " + missing);
    }

    @Test
    void saysThatAFileIsNeeded() {
        assertThatThrownBy(() -> configured(new ModelFile(null, "*")))
                .hasMessageEndingWith("it has no file. Add lagcast.forecast.models.mine.file");
    }

    @Test
    void saysThatAPatternIsNone() {
        assertThatThrownBy(() -> configured(new ModelFile(file, "orders/*")))
                .hasMessageContaining("A workload pattern must be")
                .hasMessageContaining("orders/*");
    }

    private static void configured(ModelFile model) {
        new ConfiguredModels(new OwnModelSettings(Map.of("mine", model)));
    }
}
