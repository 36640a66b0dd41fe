package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.PartitionAdvice;
import io.lagcast.forecasting.Forecaster.Score;
import io.lagcast.recommender.ledger.Recommendation;
import java.util.List;
import java.util.Optional;

/**
 * Why a workload's newest recommendation is what it is.
 *
 * @param latest the newest recommendation, in force or not
 * @param scores each forecasting model's recent record in every range of leads: nearest first, within a range the best first
 * @param partitions what the partitions allow and until when; empty before they were read
 */
public record Explanation(Recommendation latest, List<Score> scores, Optional<PartitionAdvice> partitions) {

    public Explanation {
        scores = List.copyOf(scores);
    }
}
