package io.lagcast.recommender.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one answer to Prometheus says, gauge by gauge. Mutable. */
final class GaugeFamilies {

    private final Map<String, GaugeSnapshot.Builder> families = new LinkedHashMap<>();

    /** Gauges without any series yet, with what each means by its name. */
    GaugeFamilies(Map<String, String> help) {
        help.forEach((name, text) ->
                families.put(name, GaugeSnapshot.builder().name(name).help(text)));
    }

    /** Adds a series to a gauge; none where the value is not known. */
    void add(String name, Labels labels, @Nullable Number value) {
        GaugeSnapshot.Builder family = families.get(name);
        if (family == null) {
            throw new IllegalArgumentException("No gauge is called \"" + name + "\"");
        }
        if (value != null) {
            family.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value.doubleValue())
                    .build());
        }
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.values().forEach(family -> all.metricSnapshot(family.build()));
        return all.build();
    }
}
