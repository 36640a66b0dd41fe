package io.lagcast.recommender.events;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@Timeout(300)
class EventResourceIT extends RunningService {

    private static final String EVENTS = "/api/v1/events";

    @Autowired
    private Ledger ledger;

    @BeforeEach
    void nobodyElseListens() {
        await("clients of other tests are gone", () -> clients() == 0);
    }

    @Test
    void tellsOfRecommendationsAndWorkloads() throws IOException {
        try (Listener listener = listen(EVENTS)) {
            put("/api/v1/workloads/told", "{}");
            List<String> changed = listener.eventOf("told");
            ledger.issue("told", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
            List<String> recommended = listener.eventOf("told");
            delete("/api/v1/workloads/told");
            List<String> removed = listener.eventOf("told");

            assertThat(changed)
                    .anyMatch(line -> line.startsWith("id:"))
                    .contains("event:workload")
                    .anyMatch(line -> line.startsWith("data:{\"name\":\"told\""));
            assertThat(recommended)
                    .contains("event:recommendation")
                    .anyMatch(line -> line.contains("\"desiredReplicas\":8"));
            assertThat(removed).contains("event:workload").anyMatch(line -> line.contains("\"removed\":true"));
        }
    }

    @Test
    void tellsAClientThatComesBackWhatItMissed() throws IOException {
        put("/api/v1/workloads/missed", "{}");
        String seen;
        try (Listener listener = listen(EVENTS + "?workload=missed")) {
            ledger.issue("missed", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
            seen = id(listener.event());
        }
        ledger.issue("missed", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
        ledger.issue("unwanted", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        try (Listener listener = listen(EVENTS + "?workload=missed", "Last-Event-ID", seen)) {
            List<String> missed = listener.event();
            ledger.issue("missed", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
            List<String> next = listener.event();

            assertThat(missed)
                    .contains("event:recommendation")
                    .anyMatch(line -> line.contains("\"workload\":\"missed\""));
            assertThat(number(missed)).isGreaterThan(Long.parseLong(seen.substring(seen.indexOf('-') + 1)));
            assertThat(number(next)).isGreaterThan(number(missed) + 1);
        }
    }

    @Test
    void tellsAClientThatComesBackFromElsewhereToReadEverythingAgain() throws IOException {
        for (String unknown : List.of("1767225615000-42", "nonsense")) {
            try (Listener listener = listen(EVENTS, "Last-Event-ID", unknown)) {
                assertThat(listener.event()).contains("event:reset").anyMatch(line -> line.startsWith("id:"));
            }
        }
    }

    @Test
    void tellsOnlyOfTheWorkloadAskedFor() throws IOException {
        put("/api/v1/workloads/wanted", "{}");
        try (Listener listener = listen(EVENTS + "?workload=wanted")) {
            ledger.issue("unwanted", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
            ledger.issue("wanted", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

            assertThat(listener.event()).anyMatch(line -> line.contains("\"workload\":\"wanted\""));
        }
        assertThat(get(EVENTS + "?workload=nobody-knows-this").statusCode()).isEqualTo(404);
        assertThat(get(EVENTS + "?workloads=wanted").statusCode()).isEqualTo(400);
    }

    @Test
    void givesSignsOfLifeAndNoticesThatAClientIsGone() throws Exception {
        try (Listener listener = listen(EVENTS)) {
            listener.heartbeat();
            assertThat(clients()).isPositive();
        }
        await("the service has noticed", () -> clients() == 0);
    }

    @Test
    void turnsAwayMoreClientsThanAllowed() throws Exception {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listeners.add(listen(EVENTS));
        }

        HttpResponse<String> refused = get(EVENTS);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        for (Listener listener : listeners) {
            listener.close();
        }
    }

    @Test
    void servesNothingButEventStreams() {
        assertThat(get(EVENTS, "Accept", "application/json").statusCode()).isEqualTo(406);
    }

    private double clients() {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("lagcast_events_clients "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String id(List<String> event) {
        return event.stream()
                .filter(line -> line.startsWith("id:"))
                .findFirst()
                .orElseThrow()
                .substring("id:".length());
    }

    private static long number(List<String> event) {
        String id = id(event);
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private Listener listen(String path, String... headers) throws IOException {
        HttpResponse<InputStream> response = send(request(path, headers), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        Listener listener =
                new Listener(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        assertThat(listener.line()).isEqualTo(":connected");
        return listener;
    }

    private record Listener(BufferedReader lines) implements AutoCloseable {

        /** The next line that says something, {@code retry} aside. */
        String line() throws IOException {
            String line = lines.readLine();
            while (line != null && (line.isEmpty() || line.startsWith("retry:"))) {
                line = lines.readLine();
            }
            return String.valueOf(line);
        }

        /** Waits for a sign of life; what other workloads have to tell may come before. */
        void heartbeat() throws IOException {
            String line = line();
            while (!line.equals(":heartbeat")) {
                assertThat(line).as("the stream goes on").isNotEqualTo("null");
                line = line();
            }
        }

        /** The lines of the next event that tells of a workload: decisions about those of tests before may still be made. */
        List<String> eventOf(String workload) throws IOException {
            List<String> event = event();
            while (event.stream().noneMatch(line -> line.contains("\"" + workload + "\""))) {
                assertThat(event).as("the stream goes on").doesNotContain("null");
                event = event();
            }
            return event;
        }

        /** The lines of the next event. */
        List<String> event() throws IOException {
            String line = line();
            while (line.startsWith(":")) {
                line = line();
            }
            List<String> event = new ArrayList<>();
            while (line != null && !line.isEmpty()) {
                event.add(line);
                line = lines.readLine();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
