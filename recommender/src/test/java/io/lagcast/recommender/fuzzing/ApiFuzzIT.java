package io.lagcast.recommender.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.cycle.Explanation;
import io.lagcast.recommender.fuzzing.ApiDocument.Operation;
import io.lagcast.recommender.fuzzing.RequestGenerator.Fixtures;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import io.lagcast.recommender.webhooks.TestingReceiver;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code -Dlagcast.fuzz.rounds=5000 -Dlagcast.fuzz.seed=7} asks longer and otherwise. */
@Timeout(3600)
class ApiFuzzIT extends RunningService {

    private static final long SEED = Long.getLong("lagcast.fuzz.seed", 1);
    private static final int ROUNDS = Integer.getInteger("lagcast.fuzz.rounds", 60);
    private static final int MOST_FINDINGS = 40;
    private static final int BODY_LIMIT_BYTES = 64 * 1024;

    private static final String FULL = "fuzzed-full";
    private static final String EMPTY = "fuzzed-empty";

    @Autowired
    private Ledger ledger;

    private final TestingReceiver receiver = new TestingReceiver();
    private final List<String> webhooks = new ArrayList<>();

    @BeforeEach
    void haveSomethingToShow() {
        live.forecast(FULL, ApiFuzzIT::forecast);
        live.peak(FULL, forecast(new Horizon(Duration.ofMinutes(1), 1), QuantileLevels.STANDARD));
        renew();
        webhooks.add(json(post("/api/v1/webhooks", "{\"url\": \"" + receiver.url() + "\"}"))
                .path("id")
                .asString());
    }

    private static Forecast forecast(Horizon horizon, QuantileLevels levels) {
        double[][] values = new double[levels.count()][horizon.steps()];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(values[i], levels.level(i));
        }
        return new Forecast.Quantiles("flat", Instant.EPOCH, horizon, levels, values);
    }

    /** Puts back what requests have removed or changed. */
    private void renew() {
        put("/api/v1/workloads/" + EMPTY, "{}");
        put(
                "/api/v1/workloads/" + FULL,
                "{\"channel\": \"HPA\", \"price\": {\"replicaHour\": 0.1, \"currency\": \"EUR\"}}");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var issued = ledger.issue(FULL, TestingAdvice.scaleOut(now), TestingAdvice.PROVENANCE);
        live.explain(new Explanation(issued, List.of(), Optional.empty()));
    }

    @AfterEach
    void leaveNothing() {
        json(get("/api/v1/webhooks"))
                .path("items")
                .forEach(item -> delete("/api/v1/webhooks/" + item.path("id").asString()));
        json(get("/api/v1/workloads"))
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .filter(name -> name.startsWith("fuzzed"))
                .forEach(name -> delete("/api/v1/workloads/" + name));
        receiver.close();
    }

    @Test
    void answersWhateverIsAskedAsItsOwnDocumentSays() {
        ApiDocument document = new ApiDocument(json(get("/v3/api-docs")));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        RequestGenerator generator = new RequestGenerator(document, fixtures(), random, BODY_LIMIT_BYTES);
        Judge judge = new Judge(document);
        Map<String, String> findings = new LinkedHashMap<>();
        Map<Integer, Integer> statuses = new TreeMap<>();

        for (Operation operation : document.operations()) {
            renew();
            for (int round = 0; round < ROUNDS && findings.size() < MOST_FINDINGS; round++) {
                FuzzedRequest request = generator.next(operation);
                Answer answer = ask(request);
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                judge.faults(request, answer)
                        .forEach(fault -> findings.putIfAbsent(
                                operation + " " + fault.replaceAll("\\d+", "#"),
                                fault + "\n    " + answer.statusCode() + " "
                                        + answer.body()
                                                .substring(
                                                        0,
                                                        Math.min(
                                                                300,
                                                                answer.body().length())) + "\n    " + request));
            }
        }

        assertThat(findings)
                .as("seed " + SEED + ", answers by status " + statuses)
                .isEmpty();
        assertThat(statuses).as("both kinds of answers").containsKeys(200, 201, 400, 404, 405, 415);
    }

    private Fixtures fixtures() {
        return new Fixtures(
                Map.of(
                        "name", List.of(FULL, FULL, EMPTY, "configured.v1"),
                        "id", List.of(webhooks.getFirst()),
                        "workload", List.of(FULL),
                        "url", List.of(receiver.url(), receiver.url(), "http://127.0.0.1:1/", "http://10.1.2.3/")),
                Map.of(
                        "name", List.of("fuzzed-nobody", "fuzzed-new.1"),
                        "id", List.of(UUID.randomUUID().toString()),
                        "deliveryId", List.of(UUID.randomUUID().toString())));
    }

    private Answer ask(FuzzedRequest request) {
        HttpRequest.Builder builder = request(request.target());
        request.headers().forEach(builder::header);
        builder.method(
                request.method(),
                request.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        return Answer.of(send(builder, BodyHandlers.ofInputStream()));
    }
}
