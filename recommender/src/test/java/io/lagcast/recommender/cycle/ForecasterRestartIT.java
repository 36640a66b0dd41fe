package io.lagcast.recommender.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.ReplicaCounts;
import io.lagcast.db.TestDatabase;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.persistence.TestingStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, stopped and started again on one database. */
class ForecasterRestartIT {

    /** Its daily refit is hours away, whenever the test runs: it would be one more than is counted. */
    private static final String WORKLOAD = IntStream.range(0, 100)
            .mapToObj(number -> "orders-" + number)
            .filter(ForecasterRestartIT::isNotRefittedSoon)
            .findFirst()
            .orElseThrow();

    /** Enough for the first refit, too few for the second. */
    private static final int MINUTES = 45;

    private final TestDatabase database = TestDatabase.migrated();

    @TempDir
    private Path dataDirectory;

    @Test
    void forecastsAfterARestartAsBeforeWithoutARefit() {
        String before;
        try (ConfigurableApplicationContext service = start("15d")) {
            teach(service);
            before = forecast(service);
        }

        try (ConfigurableApplicationContext service = start("15d")) {
            awaitForecast(service);

            assertThat(forecast(service)).isEqualTo(before);
            assertThat(refits(service)).isZero();
        }
    }

    @Test
    void learnsAgainFromTheHistoryWhenTheSettingsHaveChanged() {
        try (ConfigurableApplicationContext service = start("15d")) {
            teach(service);
        }

        try (ConfigurableApplicationContext service = start("10d")) {
            awaitForecast(service);

            TestingStorage.await("a refit", () -> refits(service) == 1);
        }
    }

    private static boolean isNotRefittedSoon(String workload) {
        Instant now = Instant.now();
        return !RefitSchedule.of(workload, Duration.ofMinutes(1))
                .isDue(now.minus(Duration.ofHours(2)), now.plus(Duration.ofHours(2)));
    }

    private ConfigurableApplicationContext start(String window) {
        return new SpringApplicationBuilder(LagcastApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--lagcast.data-dir=" + dataDirectory,
                        "--lagcast.workloads." + WORKLOAD + ".maxReplicas=7",
                        "--lagcast.learned.save-interval=200ms",
                        "--lagcast.forecast.window=" + window);
    }

    /** Sends samples up to now and waits until the forecaster that was fitted to them is stored. */
    private void teach(ConfigurableApplicationContext service) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(MINUTES));
        Histories histories = service.getBean(Histories.class);
        long end = 1000;
        for (int i = 0; i <= MINUTES; i++) {
            histories.append(WORKLOAD, sample(start.plusSeconds(60L * i), end));
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
                .sql("SELECT count(*) FROM v_forecaster_states WHERE workload = :workload AND stored_bytes > 0")
                .param("workload", WORKLOAD)
                .query(Integer.class)
                .single();
    }

    private static void awaitForecast(ConfigurableApplicationContext service) {
        TestingStorage.await(
                "a forecast",
                () -> ask(service).filter(Forecast.Quantiles.class::isInstance).isPresent());
    }

    /** Every number of it: equal texts are equal bit for bit. */
    private static String forecast(ConfigurableApplicationContext service) {
        assertThat(ask(service)).get().isInstanceOf(Forecast.Quantiles.class);
        Forecast.Quantiles quantiles = (Forecast.Quantiles) ask(service).orElseThrow();
        return quantiles.origin() + " "
                + IntStream.range(0, quantiles.levels().count())
                        .mapToObj(index -> Arrays.toString(quantiles.path(index)))
                        .toList();
    }

    private static Optional<Forecast> ask(ConfigurableApplicationContext service) {
        return service.getBean(DecisionCycle.class)
                .forecast(WORKLOAD, new Horizon(Duration.ofMinutes(1), 60), QuantileLevels.STANDARD);
    }

    private static long refits(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class).timer("lagcast.refit").count();
    }
}
