package io.lagcast.forecasting;

import io.lagcast.forecasting.expert.Learning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one of a forecaster's models comes from, and what it counts for now.
 *
 * @param name what it is called in scores
 * @param step length of the buckets it works on; a forecaster has the same kind of model at several lengths
 * @param learning what it is, its hyper-parameters and its seed
 * @param provenance what the library that learned its parameters says of them; empty if they were learned by our own code, which its version tells
 * @param training what it was fitted on last; empty before the first fit, and of a model that is not fitted here
 * @param weights what it counts for in every range of leads in which it was scored, nearest first
 */
public record FittedModel(
        String name,
        Duration step,
        Learning learning,
        String provenance,
        Optional<Training> training,
        List<Weight> weights) {

    public FittedModel {
        weights = List.copyOf(weights);
    }

    /**
     * What a model was fitted on.
     *
     * @param from beginning of the oldest bucket
     * @param to end of the newest: by the series' own time, the fit was made then
     * @param samples buckets between them that had a value
     */
    public record Training(Instant from, Instant to, int samples) {}

    /**
     * What a model counts for in a range of leads.
     *
     * @param from nearest lead
     * @param to farthest lead
     * @param share its share in the combination's median, between 0 and 1
     */
    public record Weight(Duration from, Duration to, double share) {}
}
