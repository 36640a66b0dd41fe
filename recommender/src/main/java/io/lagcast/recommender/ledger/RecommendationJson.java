package io.lagcast.recommender.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Reason;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.forecasting.Forecast;
import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.channels.ChannelWarning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as JSON: the form that {@code decide} writes and every outlet carries. Absent = does not apply or is not known.
 *
 * @param id identifier; absent in {@code decide}
 * @param workload name of the workload
 * @param time event time of the newest sample it rests on
 * @param currentReplicas count in force when it was made; absent in {@code decide}
 * @param desiredReplicas count that should be in force
 * @param action what it asks for
 * @param executeAt when to ask for the count
 * @param validUntil when it expires
 * @param reason why
 * @param cost prices of staying and moving
 * @param forecast the arrivals it expects
 * @param warnings why the workload's channel does not carry the step as recommended; absent when it does, or when the workload states no channel
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecommendationJson(
        @Nullable String id,
        String workload,
        Instant time,
        @Nullable Integer currentReplicas,
        int desiredReplicas,
        Action action,
        Instant executeAt,
        Instant validUntil,
        ReasonJson reason,
        CostJson cost,
        ForecastJson forecast,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChannelWarning> warnings) {

    public RecommendationJson {
        warnings = List.copyOf(warnings);
    }

    /** The full form, as the ledger has it: what is warned of depends on the channel in use now. */
    public static RecommendationJson of(Recommendation recommendation) {
        return of(recommendation, ChannelPolicy.NONE);
    }

    /** The full form, with what the workload's channel makes of it. */
    public static RecommendationJson of(Recommendation recommendation, ChannelPolicy channel) {
        return of(
                recommendation.id().toString(),
                recommendation.currentReplicas(),
                recommendation.workload(),
                recommendation.advice(),
                channel);
    }

    /** The form of {@code decide}: nothing was issued, so there is no identifier. */
    public static RecommendationJson of(String workload, Advice advice, ChannelPolicy channel) {
        return of(null, null, workload, advice, channel);
    }

    private static RecommendationJson of(
            @Nullable String id,
            @Nullable Integer currentReplicas,
            String workload,
            Advice advice,
            ChannelPolicy channel) {
        return new RecommendationJson(
                id,
                workload,
                advice.time(),
                currentReplicas,
                advice.decision().desired().count(),
                Action.of(advice),
                Recommendation.executeAt(advice),
                advice.validUntil(),
                ReasonJson.of(advice.decision().reason()),
                CostJson.of(advice),
                ForecastJson.of(advice.arrivals()),
                channel.warnings(
                        advice.current().count(), advice.decision().desired().count()));
    }

    /**
     * Why.
     *
     * @param code kind of reason
     * @param text one sentence
     * @param facts numbers behind it by name
     */
    public record ReasonJson(Reason.Code code, String text, Map<String, Double> facts) {

        static ReasonJson of(Reason reason) {
            return new ReasonJson(reason.code(), reason.text(), new TreeMap<>(reason.facts()));
        }
    }

    /**
     * Prices over the plan's horizon; null = not priced.
     *
     * @param stay price of the count in force
     * @param move price of the desired count
     * @param unit their unit
     */
    public record CostJson(@Nullable Double stay, @Nullable Double move, String unit) {

        static CostJson of(Advice advice) {
            return new CostJson(
                    advice.costOfStaying().map(ReplicaSeconds::value).orElse(null),
                    advice.costOfDecision().map(ReplicaSeconds::value).orElse(null),
                    "replica-seconds");
        }
    }

    /**
     * Expected arrivals in records per second, step by step.
     *
     * @param horizon ISO 8601 length; absent without a forecast
     * @param step ISO 8601 length of a step; absent without a forecast
     * @param p50 medians; absent without a forecast
     * @param p95 95 % quantiles; absent without a forecast
     * @param model model that answered or could not
     * @param unavailable why there is no forecast; absent when there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ForecastJson(
            @Nullable String horizon,
            @Nullable String step,
            @Nullable List<Double> p50,
            @Nullable List<Double> p95,
            String model,
            @Nullable String unavailable) {

        static ForecastJson of(Forecast forecast) {
            return switch (forecast) {
                case Forecast.Quantiles quantiles ->
                    new ForecastJson(
                            quantiles.horizon().length().toString(),
                            quantiles.horizon().step().toString(),
                            path(quantiles, 0.5),
                            path(quantiles, 0.95),
                            quantiles.model(),
                            null);
                case Forecast.Unavailable unavailable ->
                    new ForecastJson(null, null, null, null, unavailable.model(), unavailable.reason());
            };
        }

        private static List<Double> path(Forecast.Quantiles quantiles, double level) {
            return IntStream.range(0, quantiles.horizon().steps())
                    .mapToObj(step -> quantiles.quantile(level, step))
                    .toList();
        }
    }
}
