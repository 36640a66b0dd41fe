package io.lagcast.recommender.metrics;

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
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The state of every workload as gauges, read when Prometheus asks. Nothing is kept in between: a workload that is gone has no series any more, and
 * what is unknown or expired has none either, which Prometheus can tell from 0.
 */
@Component
class WorkloadGauges implements MultiCollector {

    private static final double MILLIS_PER_SECOND = 1000;

    private static final Map<String, Gauge> GAUGES = gauges();

    private final Workloads workloads;
    private final Overview overview;
    private final Ledger ledger;
    private final InstantSource clock;

    WorkloadGauges(
            Workloads workloads,
            Overview overview,
            Ledger ledger,
            InstantSource clock,
            ObjectProvider<PrometheusRegistry> registry) {
        this.workloads = workloads;
        this.overview = overview;
        this.ledger = ledger;
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
        for (Workload workload : workloads.all()) {
            Labels labels = Labels.of("workload", workload.name());
            WorkloadStatus status = overview.status(workload.name());
            GAUGES.forEach((name, gauge) ->
                    add(families.get(name), labels, gauge.value().apply(status)));
            add(age, labels, ageSeconds(workload.name()));
        }
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.values().forEach(family -> all.metricSnapshot(family.build()));
        return all.metricSnapshot(age.build()).build();
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
