package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.Forecaster.Score;
import io.lagcast.recommender.ledger.Recommendation;
import java.util.List;

/**
 * Why a workload's newest recommendation is what it is.
 *
 * @param latest the newest recommendation, in force or not
 * @param scores each forecasting model's recent record in every range of leads: nearest first, within a range the best first
 */
public record Explanation(Recommendation latest, List<Score> scores) {

    public Explanation {
        scores = List.copyOf(scores);
    }
}
