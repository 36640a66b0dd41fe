package io.lagcast.recommender.metrics;

import io.lagcast.costmodel.Objective;
import io.lagcast.recommender.cycle.ForecastSummary;
import io.lagcast.recommender.cycle.LiveWorkloads;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.overview.Overview;
import io.lagcast.recommender.overview.WorkloadStatus;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.Workloads;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The state of every workload as gauges, read when Prometheus asks. Nothing is kept in between: a workload that is gone has no series any more, and
 * what is unknown or expired has none either, which Prometheus can tell from 0. Only the leader has them, so that sums over instances are right.
 */
@Component
class WorkloadGauges implements MultiCollector {

    private static final double MILLIS_PER_SECOND = 1000;

    private static final Map<String, String> HELP = help();

    private final Leadership leadership;
    private final Workloads workloads;
    private final Overview overview;
    private final Ledger ledger;
    private final LiveWorkloads live;
    private final InstantSource clock;

    WorkloadGauges(
            Leadership leadership,
            Workloads workloads,
            Overview overview,
            Ledger ledger,
            LiveWorkloads live,
            InstantSource clock,
            ObjectProvider<PrometheusRegistry> registry) {
        this.leadership = leadership;
        this.workloads = workloads;
        this.overview = overview;
        this.ledger = ledger;
        this.live = live;
        this.clock = clock;
        registry.ifAvailable(prometheus -> prometheus.register(this));
    }

    private static Map<String, String> help() {
        Map<String, String> help = new LinkedHashMap<>();
        help.put("lagcast_desired_replicas", "Replicas recommended; absent when there is no recommendation in force");
        help.put("lagcast_current_replicas", "Replicas asked for at present");
        help.put("lagcast_lag_records", "Records produced and not committed");
        help.put("lagcast_lag_seconds", "Age of the oldest record not committed");
        help.put("lagcast_production_rate", "Records produced per second");
        help.put("lagcast_objective_lag_seconds", "Lag time within which records have to be processed");
        help.put("lagcast_objective_attainment", "Share of the records for which that is wanted, 0 to 1");
        help.put(
                "lagcast_recommendation_age_seconds",
                "Time since the sample that the newest recommendation rests on, in force or not");
        help.put("lagcast_recommendation_reason", "1 for the reason of the recommendation in force");
        help.put(
                "lagcast_forecast_gated",
                "1 while the forecast's own record keeps it from deciding and the reactive answer does, else 0");
        help.put("lagcast_forecast_rate", "Quantiles of the records per second forecast for some time ahead");
        help.put(
                "lagcast_forecast_loss",
                "Recent loss of a model's forecasts five minutes ahead, over that of repeating the last value; below 1 is better");
        help.put(
                "lagcast_ceiling_rate",
                "Records per second that as many replicas as policy and partitions allow carry");
        return help;
    }

    @Override
    public MetricSnapshots collect() {
        GaugeFamilies gauges = new GaugeFamilies(HELP);
        for (Workload workload : leadership.leads() ? workloads.all() : List.<Workload>of()) {
            Labels labels = Labels.of("workload", workload.name());
            addState(gauges, labels, overview.status(workload.name()));
            Objective objective = workload.policy().objective();
            gauges.add(
                    "lagcast_objective_lag_seconds", labels, objective.lagTime().toMillis() / MILLIS_PER_SECOND);
            gauges.add("lagcast_objective_attainment", labels, objective.attainment());
            gauges.add("lagcast_recommendation_age_seconds", labels, ageSeconds(workload.name()));
            overview.inForce(workload.name()).ifPresent(inForce -> addAdvice(gauges, labels, inForce));
        }
        return gauges.snapshots();
    }

    private static void addState(GaugeFamilies gauges, Labels labels, WorkloadStatus status) {
        gauges.add("lagcast_desired_replicas", labels, status.desiredReplicas());
        gauges.add("lagcast_current_replicas", labels, status.currentReplicas());
        gauges.add("lagcast_lag_records", labels, status.lagRecords());
        gauges.add("lagcast_lag_seconds", labels, status.lagSeconds());
        gauges.add("lagcast_production_rate", labels, status.productionRate());
    }

    /** What is forecast goes with the recommendation: when that has expired, nothing is known. */
    private void addAdvice(GaugeFamilies gauges, Labels labels, Recommendation inForce) {
        gauges.add("lagcast_forecast_gated", labels, inForce.advice().forecastTrusted() ? 0 : 1);
        gauges.add(
                "lagcast_recommendation_reason",
                labels.add("code", inForce.reason().code().name()),
                1);
        live.summary(inForce.workload()).ifPresent(summary -> addForecast(gauges, labels, summary));
    }

    private static void addForecast(GaugeFamilies gauges, Labels labels, ForecastSummary summary) {
        for (ForecastSummary.Rate rate : summary.rates()) {
            Labels of = labels.add("quantile", String.valueOf(rate.level())).add("horizon", brief(rate.ahead()));
            gauges.add("lagcast_forecast_rate", of, rate.perSecond());
        }
        for (ForecastSummary.ModelLoss loss : summary.losses()) {
            gauges.add("lagcast_forecast_loss", labels.add("model", loss.model()), loss.relativeToLastValue());
        }
        summary.ceiling().ifPresent(ceiling -> gauges.add("lagcast_ceiling_rate", labels, ceiling.value()));
    }

    /** As people say it: 5m, 15m, 1h. */
    private static String brief(Duration ahead) {
        return ahead.toMinutesPart() == 0 ? ahead.toHours() + "h" : ahead.toMinutes() + "m";
    }

    private @Nullable Double ageSeconds(String workload) {
        return ledger.latest(workload)
                .map(latest -> Duration.between(latest.advice().time(), clock.instant())
                                .toMillis()
                        / MILLIS_PER_SECOND)
                .orElse(null);
    }
}
