package io.lagcast.recommender.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event in the structured JSON form of CloudEvents 1.0, {@value #CONTENT_TYPE}: what outlets that push tell.
 *
 * @param specversion version of CloudEvents
 * @param id identifier, unique together with the source
 * @param source where it comes from
 * @param type what {@code data} is
 * @param subject what it is about
 * @param time when what it tells was so
 * @param datacontenttype form of {@code data}
 * @param traceparent the span that made it (extension Distributed Tracing); absent if it was not traced
 * @param data what it tells
 */
public record CloudEventJson<T>(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceparent,
        T data) {

    /** Media type of the structured form. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    /** Type of an event whose data is a {@link RecommendationJson}. */
    public static final String RECOMMENDATION = "io.lagcast.recommendation.v1";

    private static final String VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String WORKLOADS = "/api/v1/workloads/";

    /** A recommendation, as the HTTP API gives it. */
    public static CloudEventJson<RecommendationJson> of(Recommendation recommendation) {
        return new CloudEventJson<>(
                VERSION,
                recommendation.id().toString(),
                WORKLOADS + recommendation.workload(),
                RECOMMENDATION,
                recommendation.workload(),
                recommendation.time(),
                JSON,
                recommendation.provenance().traceparent().orElse(null),
                RecommendationJson.of(recommendation));
    }

    /** Any other event. */
    public static <T> CloudEventJson<T> of(
            String id, String source, String type, String subject, Instant time, T data) {
        return new CloudEventJson<>(VERSION, id, source, type, subject, time, JSON, null, data);
    }
}
