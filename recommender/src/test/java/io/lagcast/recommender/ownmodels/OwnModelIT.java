package io.lagcast.recommender.ownmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.persistence.TestingStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with a model of the user's, over HTTP, stopped and started again. */
class OwnModelIT {

    private static final String MODEL = "own model mine";

    /** Enough for the first refit, too few for the second. */
    private static final int MINUTES = 45;

    private final TestDatabase database = TestDatabase.migrated();

    @TempDir
    private Path directory;

    @Test
    void forecastsWithTheModelAndGoesOnWithoutItWhenItIsGone() throws IOException {
        Path file = Files.write(directory.resolve("mine.onnx"), TestingOnnx.linear(1, 0));
        String digest = OnnxModel.read("mine", Files.readAllBytes(file)).digest();
        try (ConfigurableApplicationContext service = start("--lagcast.forecast.models.mine.file=" + file)) {
            teach(service);

            JsonNode model = model(service);
            assertThat(model.path("choices").get(0).path("value").asString()).isEqualTo(digest);
            assertThat(model.path("provenance").asString()).isEqualTo("ONNX by a test, version 3");
            assertThat(model.path("training").isNull()).isTrue();
            assertThat(model.path("weights").size()).isPositive();
        }

        try (ConfigurableApplicationContext service = start()) {
            TestingStorage.await("a refit without the model", () -> refits(service) == 1);

            TestingStorage.await(
                    "forecasts without the model",
                    () -> !models(service).isEmpty() && model(service).isMissingNode());
        }
    }

    @Test
    void doesNotStartWithAModelThatDoesNotFitItsBuckets() throws IOException {
        Path file = Files.write(directory.resolve("mine.onnx"), TestingOnnx.linear(1, 0));

        assertThatThrownBy(() -> start("--lagcast.forecast.models.mine.file=" + file, "--lagcast.forecast.step=2m")
                        .close())
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining(
                        "The model mine (lagcast.forecast.models.mine) cannot be used: The model mine is"
                                + " made of buckets of PT1M, but forecasts are made from buckets of PT2M");
    }

    private ConfigurableApplicationContext start(String... properties) {
        Stream<String> own = Stream.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--lagcast.data-dir=" + directory,
                "--lagcast.workloads.orders.maxReplicas=7",
                "--lagcast.learned.save-interval=200ms");
        return new SpringApplicationBuilder(LagcastApplication.class)
                .run(Stream.concat(own, Stream.of(properties)).toArray(String[]::new));
    }

    /** Sends samples up to now and waits until the forecaster that was fitted to them is stored. */
    private void teach(ConfigurableApplicationContext service) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(MINUTES));
        Histories histories = service.getBean(Histories.class);
        long end = 1000;
        for (int i = 0; i <= MINUTES; i++) {
            histories.append("orders", sample(start.plusSeconds(60L * i), end));
            end += Math.round(6000 + 1800 * Math.sin(i / 5.0));
        }
        TestingStorage.await("a fitted forecaster to be stored", () -> stored() == 1);
    }

    private static LagSample sample(Instant time, long end) {
        return new LagSample(
                time,
                Optional.of(new ReplicaCounts(2, OptionalInt.of(2))),
                GroupState.STABLE,
                Optional.empty(),
                List.of(new PartitionOffsets(
                        new PartitionId("orders", 0), OptionalLong.empty(), OptionalLong.of(end - 20), end)),
                Set.of());
    }

    private int stored() {
        return database.jdbc()
                .sql("SELECT count(*) FROM v_forecaster_states WHERE workload = 'orders' AND stored_bytes > 0")
                .query(Integer.class)
                .single();
    }

    private static JsonNode model(ConfigurableApplicationContext service) {
        return models(service)
                .valueStream()
                .filter(model -> model.path("model").asString().equals(MODEL))
                .findFirst()
                .orElseGet(() -> models(service).path("none of that name"));
    }

    private static JsonNode models(ConfigurableApplicationContext service) {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        URI address = URI.create("http://localhost:" + port + "/api/v1/workloads/orders/forecast/models");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
            return JsonMapper.shared().readTree(body).path("models");
        } catch (IOException unreachable) {
            throw new IllegalStateException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static long refits(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class).timer("lagcast.refit").count();
    }
}
