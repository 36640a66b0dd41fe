package io.lagcast.recommender.metrics;

import io.lagcast.costmodel.Objective;
import io.lagcast.recommender.cycle.ForecastSummary;
import io.lagcast.recommender.cycle.LiveWorkloads;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.overview.Overview;
import io.lagcast.recommender.overview.WorkloadStatus;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.Workloads;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    private static final Map<String, Gauge> GAUGES = gauges();

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

    /** A gauge that reads one number of a workload's state; null when it is not known. */
    private record Gauge(String help, Function<WorkloadStatus, @Nullable Number> value) {}

    private static Map<String, Gauge> gauges() {
        Map<String, Gauge> gauges = new LinkedHashMap<>();
        gauges.put(
                "lagcast_desired_replicas",
                new Gauge(
                        "Replicas recommended; absent when there is no recommendation in force",
                        WorkloadStatus::desiredReplicas));
        gauges.put(
                "lagcast_current_replicas",
                new Gauge("Replicas asked for at present", WorkloadStatus::currentReplicas));
        gauges.put("lagcast_lag_records", new Gauge("Records produced and not committed", WorkloadStatus::lagRecords));
        gauges.put(
                "lagcast_lag_seconds", new Gauge("Age of the oldest record not committed", WorkloadStatus::lagSeconds));
        gauges.put("lagcast_production_rate", new Gauge("Records produced per second", WorkloadStatus::productionRate));
        return gauges;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, GaugeSnapshot.Builder> families = new LinkedHashMap<>();
        GAUGES.forEach((name, gauge) ->
                families.put(name, GaugeSnapshot.builder().name(name).help(gauge.help())));
        GaugeSnapshot.Builder age = GaugeSnapshot.builder()
                .name("lagcast_recommendation_age_seconds")
                .help("Time since the sample that the newest recommendation rests on, in force or not");
        GaugeSnapshot.Builder rates = GaugeSnapshot.builder()
                .name("lagcast_forecast_rate")
                .help("Quantiles of the records per second forecast for some time ahead");
        GaugeSnapshot.Builder losses = GaugeSnapshot.builder()
                .name("lagcast_forecast_loss")
                .help(
                        "Recent loss of a model's forecasts five minutes ahead, over that of repeating the last value; below 1 is better");
        GaugeSnapshot.Builder gated = GaugeSnapshot.builder()
                .name("lagcast_forecast_gated")
                .help("1 while the forecast's own record keeps it from deciding and the reactive answer does, else 0");
        GaugeSnapshot.Builder lagObjectives = GaugeSnapshot.builder()
                .name("lagcast_objective_lag_seconds")
                .help("Lag time within which records have to be processed");
        GaugeSnapshot.Builder attainments = GaugeSnapshot.builder()
                .name("lagcast_objective_attainment")
                .help("Share of the records for which that is wanted, 0 to 1");
        GaugeSnapshot.Builder reasons = GaugeSnapshot.builder()
                .name("lagcast_recommendation_reason")
                .help("1 for the reason of the recommendation in force");
        GaugeSnapshot.Builder ceilings = GaugeSnapshot.builder()
                .name("lagcast_ceiling_rate")
                .help("Records per second that as many replicas as policy and partitions allow carry");
        for (Workload workload : leadership.leads() ? workloads.all() : List.<Workload>of()) {
            Labels labels = Labels.of("workload", workload.name());
            WorkloadStatus status = overview.status(workload.name());
            GAUGES.forEach((name, gauge) ->
                    add(families.get(name), labels, gauge.value().apply(status)));
            add(age, labels, ageSeconds(workload.name()));
            Objective objective = workload.policy().objective();
            add(lagObjectives, labels, objective.lagTime().toMillis() / MILLIS_PER_SECOND);
            add(attainments, labels, objective.attainment());
            overview.inForce(workload.name()).ifPresent(inForce -> {
                add(gated, labels, inForce.advice().forecastTrusted() ? 0 : 1);
                add(reasons, labels.add("code", inForce.reason().code().name()), 1);
                live.summary(workload.name()).ifPresent(summary -> {
                    addForecast(rates, losses, labels, summary);
                    summary.ceiling().ifPresent(ceiling -> add(ceilings, labels, ceiling.value()));
                });
            });
        }
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.values().forEach(family -> all.metricSnapshot(family.build()));
        for (GaugeSnapshot.Builder family :
                List.of(age, lagObjectives, attainments, reasons, gated, rates, losses, ceilings)) {
            all.metricSnapshot(family.build());
        }
        return all.build();
    }

    /** What is forecast goes with the recommendation: when that has expired, nothing is known. */
    private static void addForecast(
            GaugeSnapshot.Builder rates, GaugeSnapshot.Builder losses, Labels labels, ForecastSummary summary) {
        for (ForecastSummary.Rate rate : summary.rates()) {
            Labels of = labels.add("quantile", String.valueOf(rate.level())).add("horizon", brief(rate.ahead()));
            add(rates, of, rate.perSecond());
        }
        for (ForecastSummary.ModelLoss loss : summary.losses()) {
            add(losses, labels.add("model", loss.model()), loss.relativeToLastValue());
        }
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

    private static void add(GaugeSnapshot.@Nullable Builder family, Labels labels, @Nullable Number value) {
        if (family != null && value != null) {
            family.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value.doubleValue())
                    .build());
        }
    }
}
