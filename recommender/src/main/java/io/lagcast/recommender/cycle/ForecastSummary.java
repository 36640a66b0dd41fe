package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecaster.Score;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workload's forecast in brief, for metrics, and what it has to stay below.
 *
 * @param time event time of the sample it follows
 * @param rates the arrival rate some time ahead, at a few levels
 * @param losses each model's recent loss near the time a decision looks at
 * @param ceiling the most that the group carries with as many replicas as it may have; empty while throughput or partitions are unknown
 */
public record ForecastSummary(
        Instant time, List<Rate> rates, List<ModelLoss> losses, Optional<RecordsPerSecond> ceiling) {

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final List<Duration> AHEAD =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final QuantileLevels LEVELS = QuantileLevels.of(0.5, 0.95);

    /** Lead at which models are compared: about when a move decided now pays or does not. */
    private static final Duration NEAR = Duration.ofMinutes(5);

    /** Time after which a new one is worth its cost. */
    static final Duration FRESH = Duration.ofMinutes(1);

    public ForecastSummary {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
    }

    /**
     * The mean rate in the last minute before a time ahead.
     *
     * @param ahead how far ahead
     * @param level probability that the rate stays below
     * @param perSecond records per second
     */
    public record Rate(Duration ahead, double level, double perSecond) {}

    /**
     * A model's loss.
     *
     * @param model its name
     * @param relativeToLastValue its recent loss divided by that of repeating the last value
     */
    public record ModelLoss(String model, double relativeToLastValue) {}

    static ForecastSummary of(Forecaster forecaster, Instant time, Optional<RecordsPerSecond> ceiling) {
        return new ForecastSummary(time, rates(forecaster), losses(forecaster.scores()), ceiling);
    }

    private static List<Rate> rates(Forecaster forecaster) {
        Duration farthest = AHEAD.getLast();
        List<Rate> rates = new ArrayList<>();
        if (forecaster.forecast(Horizon.covering(farthest, STEP), LEVELS) instanceof Forecast.Quantiles quantiles) {
            for (Duration ahead : AHEAD) {
                int step = Math.toIntExact(ahead.dividedBy(STEP)) - 1;
                for (int i = 0; i < LEVELS.count(); i++) {
                    rates.add(new Rate(ahead, LEVELS.level(i), quantiles.value(i, step)));
                }
            }
        }
        return rates;
    }

    /** The records of the nearest range of leads that reaches the near lead, or of the farthest there is. */
    private static List<ModelLoss> losses(List<Score> scores) {
        Duration range = scores.stream()
                .map(Score::to)
                .filter(to -> to.compareTo(NEAR) >= 0)
                .min(Duration::compareTo)
                .orElse(scores.isEmpty() ? Duration.ZERO : scores.getLast().to());
        return scores.stream()
                .filter(score -> score.to().equals(range))
                .map(score -> new ModelLoss(score.model(), score.relativeToLastValue()))
                .toList();
    }
}
