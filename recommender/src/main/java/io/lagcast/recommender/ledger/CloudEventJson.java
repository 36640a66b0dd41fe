package io.lagcast.recommender.ledger;

import java.time.Instant;

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
        T data) {

    /** Media type of the structured form. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    /** Type of an event whose data is a {@link RecommendationJson}. */
    public static final String RECOMMENDATION = "io.lagcast.recommendation.v1";

    private static final String WORKLOADS = "/api/v1/workloads/";

    /** A recommendation, as the HTTP API gives it. */
    public static CloudEventJson<RecommendationJson> of(Recommendation recommendation) {
        return of(
                recommendation.id().toString(),
                WORKLOADS + recommendation.workload(),
                RECOMMENDATION,
                recommendation.workload(),
                recommendation.time(),
                RecommendationJson.of(recommendation));
    }

    /** Any other event. */
    public static <T> CloudEventJson<T> of(
            String id, String source, String type, String subject, Instant time, T data) {
        return new CloudEventJson<>("1.0", id, source, type, subject, time, "application/json", data);
    }
}
