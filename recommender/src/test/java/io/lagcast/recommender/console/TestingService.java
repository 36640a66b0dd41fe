package io.lagcast.recommender.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.db.TestDatabase;
import io.lagcast.recommender.LagcastApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The service as it is shipped, on a port, a database and a data directory of its own, fed over HTTP as its users do. A workload gets 100 records per second
 * into each of four partitions.
 */
public final class TestingService implements AutoCloseable {

    private static final AtomicInteger STARTED = new AtomicInteger();

    private static final Duration SAMPLING = Duration.ofSeconds(15);
    private static final int SAMPLES_BEFORE = 80;
    private static final int PARTITIONS = 4;
    private static final int RECORDS_PER_SECOND_AND_PARTITION = 100;
    private static final int LAG_PER_PARTITION = 12;

    private final ConfigurableApplicationContext application;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant firstSample = started.minus(SAMPLING.multipliedBy(SAMPLES_BEFORE));

    private TestingService(ConfigurableApplicationContext application) {
        this.application = application;
    }

    /** Starts it with more properties of the form {@code --key=value}. */
    public static TestingService start(String... properties) {
        TestDatabase database = TestDatabase.migrated();
        Stream<String> own = Stream.of(
                "--server.port=0",
                "--lagcast.data-dir=target/testing-service-"
                        + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password());
        return new TestingService(new SpringApplicationBuilder(LagcastApplication.class)
                .run(Stream.concat(own, Stream.of(properties)).toArray(String[]::new)));
    }

    /** A part of the service. */
    public <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    /** Ends in a slash. */
    public String address() {
        return "http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port") + "/";
    }

    /** Puts the workload and pushes twenty minutes of samples up to now. */
    public void watch(String workload) {
        send("PUT", workload, """
                {"group": "%1$s-consumer", "topics": ["%1$s"], "minReplicas": 1, "maxReplicas": 8,
                 "objective": {"lagTime": "30s", "attainment": "99.9%%"}, "priors": {"throughputPerReplica": 300}}
                """.formatted(workload));
        for (int i = 0; i < SAMPLES_BEFORE; i++) {
            push(workload, firstSample.plus(SAMPLING.multipliedBy(i)), LAG_PER_PARTITION);
        }
    }

    /** Pushes one more sample, of this moment. */
    public void pushSample(String workload, int lagPerPartition) {
        push(workload, Instant.now().truncatedTo(ChronoUnit.MILLIS), lagPerPartition);
    }

    /** Pushes one more sample like those of {@link #watch}, of this second. */
    public void pushAnother(String workload) {
        push(workload, Instant.now().truncatedTo(ChronoUnit.SECONDS), LAG_PER_PARTITION);
    }

    /** Adds or replaces a workload. */
    public void put(String workload, String form) {
        send("PUT", workload, form);
    }

    /** What a path answers. */
    public String get(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address() + path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Rows that a statement answers on the service's database. */
    public List<? extends Map<String, ?>> rows(String statement) {
        return application.getBean(JdbcClient.class).sql(statement).query().listOfRows();
    }

    private void push(String workload, Instant time, int lagPerPartition) {
        long end = 1_000_000
                + RECORDS_PER_SECOND_AND_PARTITION
                        * Duration.between(started, time).toMillis()
                        / 1000;
        String partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> """
                        {"topic": "%s", "partition": %d, "endOffset": %d, "committedOffset": %d}\
                        """.formatted(workload, partition, end, end - lagPerPartition))
                .collect(Collectors.joining(","));
        send("POST", workload + "/samples", """
                {"workload": "%s", "time": "%s", "replicas": {"desired": 2, "ready": 2}, "groupState": "STABLE", "partitions": [%s]}
                """.formatted(workload, time, partitions));
    }

    private void send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "api/v1/workloads/" + path))
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as("%s %s answered %s", method, path, response.body())
                    .isBetween(200, 299);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        application.close();
        http.close();
    }
}
