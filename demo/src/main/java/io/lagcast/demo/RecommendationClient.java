package io.lagcast.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the service for the recommendation in force, the way any executor does. */
final class RecommendationClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecommendationClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    /**
     * What an executor needs of a recommendation.
     *
     * @param desiredReplicas count that should be in force
     * @param executeAt when to ask for it
     * @param action what kind of change
     * @param reasonCode kind of reason
     * @param reasonText one sentence
     * @param model forecast model, empty when there was no forecast
     */
    record Recommendation(
            int desiredReplicas,
            Instant executeAt,
            String action,
            String reasonCode,
            String reasonText,
            String model) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI uri;

    RecommendationClient(URI uri) {
        this.uri = uri;
    }

    /** The recommendation in force; empty when there is none or the service does not answer. */
    Optional<Recommendation> latest() {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                LOG.debug("{} answered {}: {}", uri, response.statusCode(), response.body());
                return Optional.empty();
            }
            return Optional.of(read(json.readTree(response.body())));
        } catch (IOException | JacksonException e) {
            LOG.debug("{} does not answer", uri, e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static Recommendation read(JsonNode node) {
        return new Recommendation(
                node.required("desiredReplicas").asInt(),
                node.hasNonNull("executeAt")
                        ? Instant.parse(node.path("executeAt").asString())
                        : Instant.EPOCH,
                node.path("action").asString(""),
                node.path("reason").path("code").asString(""),
                node.path("reason").path("text").asString(""),
                node.path("forecast").path("model").asString(""));
    }
}
