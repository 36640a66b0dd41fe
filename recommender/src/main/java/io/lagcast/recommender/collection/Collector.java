package io.lagcast.recommender.collection;

import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.Workloads;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Collects from every configured cluster while this instance leads. Clusters know nothing of each other. */
public final class Collector implements LeaderDuty {

    private final List<ClusterSettings> clusters;
    private final CollectionSettings settings;
    private final Workloads workloads;
    private final SampleReceiver receiver;
    private final CollectionMeters meters;
    private final Traces traces;
    private final InstantSource clock;
    private volatile List<ClusterCollector> running = List.of();

    Collector(
            List<ClusterSettings> clusters,
            CollectionSettings settings,
            Workloads workloads,
            SampleReceiver receiver,
            CollectionMeters meters,
            Traces traces,
            InstantSource clock) {
        this.clusters = List.copyOf(clusters);
        this.settings = settings;
        this.workloads = workloads;
        this.receiver = receiver;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void begin() {
        running = clusters.stream().map(this::collector).toList();
        running.forEach(ClusterCollector::start);
    }

    private ClusterCollector collector(ClusterSettings cluster) {
        return new ClusterCollector(
                cluster.name(),
                () -> ClusterCollector.connect(cluster, settings),
                () -> workloadsOf(cluster.name()),
                receiver,
                settings,
                meters,
                traces,
                clock);
    }

    private List<Workload> workloadsOf(String cluster) {
        return workloads.all().stream()
                .filter(workload -> workload.cluster().equals(cluster))
                .toList();
    }

    Stream<ClusterCollector> running() {
        return running.stream();
    }

    @Override
    public void end() {
        running.forEach(ClusterCollector::close);
        running = List.of();
    }
}
