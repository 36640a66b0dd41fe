package io.lagcast.recommender.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.recommender.RunningService;
import io.lagcast.recommender.cycle.ForecastSummary;
import io.lagcast.recommender.cycle.ForecastSummary.ModelLoss;
import io.lagcast.recommender.cycle.ForecastSummary.Rate;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WorkloadGaugesIT extends RunningService {

    @Autowired
    private Ledger ledger;

    @Test
    void showsWhatIsKnownOfAWorkloadUntilItIsGone() {
        put("/api/v1/workloads/measured", "{}");
        ledger.issue("measured", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        assertThat(series("measured"))
                .contains(
                        "lagcast_desired_replicas{workload=\"measured\"} 8.0",
                        "lagcast_current_replicas{workload=\"measured\"} 5.0")
                .anyMatch(line -> line.startsWith("lagcast_recommendation_age_seconds{workload=\"measured\"}"))
                .as("the lag is not known, so there is none")
                .noneMatch(line -> line.startsWith("lagcast_lag"));
        delete("/api/v1/workloads/measured");
        assertThat(series("measured")).isEmpty();
    }

    @Test
    void showsWhatIsForecastWhileTheRecommendationIsInForce() {
        ForecastSummary summary = new ForecastSummary(
                Instant.now(),
                List.of(new Rate(Duration.ofMinutes(5), 0.5, 900), new Rate(Duration.ofHours(1), 0.95, 1200)),
                List.of(new ModelLoss("combination", 0.8)),
                Optional.of(new RecordsPerSecond(40_000)));
        put("/api/v1/workloads/forecast", "{}");
        put("/api/v1/workloads/forecast-expired", "{}");
        live.summarise("forecast", summary);
        live.summarise("forecast-expired", summary);
        ledger.issue("forecast", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        assertThat(series("forecast"))
                .contains(
                        "lagcast_forecast_rate{horizon=\"5m\",quantile=\"0.5\",workload=\"forecast\"} 900.0",
                        "lagcast_forecast_rate{horizon=\"1h\",quantile=\"0.95\",workload=\"forecast\"} 1200.0",
                        "lagcast_forecast_loss{model=\"combination\",workload=\"forecast\"} 0.8",
                        "lagcast_ceiling_rate{workload=\"forecast\"} 40000.0",
                        "lagcast_recommendation_reason{code=\"DEMAND_RISING\",workload=\"forecast\"} 1.0");
        assertThat(series("forecast-expired"))
                .noneMatch(line -> line.startsWith("lagcast_forecast"))
                .noneMatch(line -> line.startsWith("lagcast_recommendation_reason"))
                .noneMatch(line -> line.startsWith("lagcast_ceiling"));
    }

    @Test
    void showsWhetherTheForecastDecidesAndWhatIsWanted() {
        put("/api/v1/workloads/trusted", "{\"objective\": {\"lagTime\": \"90s\", \"attainment\": \"99.5%\"}}");
        put("/api/v1/workloads/gated", "{}");
        put("/api/v1/workloads/undecided", "{}");
        ledger.issue(
                "trusted", TestingAdvice.byForecast(TestingAdvice.scaleOut(Instant.now())), TestingAdvice.PROVENANCE);
        ledger.issue("gated", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        assertThat(series("trusted"))
                .contains(
                        "lagcast_forecast_gated{workload=\"trusted\"} 0.0",
                        "lagcast_objective_lag_seconds{workload=\"trusted\"} 90.0",
                        "lagcast_objective_attainment{workload=\"trusted\"} 0.995");
        assertThat(series("gated")).contains("lagcast_forecast_gated{workload=\"gated\"} 1.0");
        assertThat(series("undecided")).noneMatch(line -> line.startsWith("lagcast_forecast_gated"));
    }

    @Test
    void showsNoDesiredReplicasWhenTheRecommendationHasExpired() {
        put("/api/v1/workloads/expired", "{}");
        ledger.issue(
                "expired", TestingAdvice.scaleOut(Instant.now().minus(Duration.ofHours(1))), TestingAdvice.PROVENANCE);

        assertThat(series("expired"))
                .noneMatch(line -> line.startsWith("lagcast_desired_replicas"))
                .anyMatch(line -> line.startsWith("lagcast_recommendation_age_seconds"));
    }

    @Test
    void countsARecommendedMoveOnce() {
        double before = movesOut();

        ledger.issue("moved", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
        ledger.issue("moved", TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);

        assertThat(movesOut()).isEqualTo(before + 1);
    }

    private double movesOut() {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("lagcast_moves_total{direction=\"out\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private List<String> series(String workload) {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.contains("workload=\"" + workload + "\""))
                .toList();
    }
}
