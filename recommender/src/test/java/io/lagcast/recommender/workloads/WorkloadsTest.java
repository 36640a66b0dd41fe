package io.lagcast.recommender.workloads;

import static io.lagcast.recommender.workloads.TestingWorkloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.Workload.Mode;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class WorkloadsTest {

    private static final Workload CONFIGURED = new Workload(
            "configured",
            "default",
            "configured",
            List.of(),
            Mode.RECOMMEND,
            WorkloadPolicy.DEFAULT,
            Origin.CONFIGURATION);

    private final TestingWorkloadStore store = new TestingWorkloadStore();
    private final List<Object> events = new ArrayList<>();
    private final Workloads workloads = workloads();

    @Test
    void putsFindsAndRemoves() {
        assertThat(workloads.put(workload("orders"))).isEmpty();
        assertThat(workloads.put(inCluster("orders", "east"))).contains(workload("orders"));

        assertThat(workloads.find("orders")).contains(inCluster("orders", "east"));
        assertThat(workloads.all()).extracting(Workload::name).containsExactly("configured", "orders");
        assertThat(workloads.remove("orders")).isTrue();
        assertThat(workloads.remove("orders")).isFalse();
        assertThat(workloads.find("orders")).isEmpty();
    }

    @Test
    void raisesAnEventOnlyForWhatChanged() {
        workloads.put(workload("orders"));
        workloads.put(workload("orders"));
        workloads.remove("orders");
        workloads.remove("orders");

        assertThat(events).containsExactly(new WorkloadChanged(workload("orders")), new WorkloadRemoved("orders"));
    }

    @Test
    void refusesToChangeWhatTheConfigurationDefines() {
        assertThatThrownBy(() -> workloads.put(workload("configured")))
                .isInstanceOf(ConfiguredWorkloadException.class)
                .hasMessageContaining("application.yaml");
        assertThatThrownBy(() -> workloads.remove("configured")).isInstanceOf(ConfiguredWorkloadException.class);
    }

    @Test
    void namesTheKnownClustersForAnUnknownOne() {
        assertThatThrownBy(() -> workloads.put(inCluster("orders", "north")))
                .isInstanceOf(InvalidWorkloadException.class)
                .hasMessage("cluster: must be a configured cluster, one of [default, east, west], but was \"north\"");
    }

    @Test
    void keepsAnsweringButTakesNoChangeWhileTheStoreIsDown() {
        workloads.put(workload("orders"));
        store.available(false);

        assertThat(workloads.find("orders")).isPresent();
        assertThatThrownBy(() -> workloads.put(workload("refunds"))).isInstanceOf(DatabaseUnreachable.class);
        assertThatThrownBy(() -> workloads.remove("orders")).isInstanceOf(DatabaseUnreachable.class);
        assertThat(workloads.all()).extracting(Workload::name).containsExactly("configured", "orders");
    }

    @Test
    void startsWithTheConfigurationAloneAndLoadsTheStoredOnesWhenTheStoreIsBack() {
        store.save(workload("orders"));
        store.available(false);
        WorkloadRefresh refresh = new WorkloadRefresh(workloads);

        refresh.refresh();
        assertThat(workloads.loaded()).isFalse();
        assertThat(workloads.all()).containsExactly(CONFIGURED);

        store.available(true);
        refresh.refresh();
        assertThat(workloads.loaded()).isTrue();
        assertThat(workloads.find("orders")).contains(workload("orders"));
        assertThat(events).containsExactly(new WorkloadChanged(workload("orders")));
    }

    @Test
    void takesOverWhatAnotherInstanceChanged() {
        workloads.put(workload("orders"));
        workloads.put(workload("refunds"));
        events.clear();
        store.save(inCluster("orders", "west"));
        store.delete("refunds");

        workloads.refresh();

        assertThat(workloads.all()).containsExactly(CONFIGURED, inCluster("orders", "west"));
        assertThat(events)
                .containsExactly(new WorkloadChanged(inCluster("orders", "west")), new WorkloadRemoved("refunds"));
    }

    @Test
    void prefersTheConfigurationToAStoredWorkloadOfTheSameName() {
        store.save(workload("configured"));

        workloads.refresh();

        assertThat(workloads.find("configured")).contains(CONFIGURED);
    }

    @Test
    void failsAtStartWhenTheConfigurationNamesAnUnknownCluster() {
        Workload elsewhere = new Workload(
                "a", "north", "a", List.of(), Mode.RECOMMEND, WorkloadPolicy.DEFAULT, Origin.CONFIGURATION);
        Workloads wrong = new Workloads(
                new ConfiguredWorkloads(List.of(elsewhere)),
                store,
                new StaticListableBeanFactory(clusters()).getBeanProvider(Clusters.class),
                events::add);

        assertThatThrownBy(wrong::afterSingletonsInstantiated)
                .hasMessageContaining("lagcast.workloads.a.cluster")
                .hasMessageContaining("north");
    }

    private Workloads workloads() {
        return new Workloads(
                new ConfiguredWorkloads(List.of(CONFIGURED)),
                store,
                new StaticListableBeanFactory(clusters()).getBeanProvider(Clusters.class),
                events::add);
    }

    private static Map<String, Object> clusters() {
        Clusters clusters = new TestingClusters(Set.of("west", "east"));
        return Map.of("clusters", clusters);
    }

    private static Workload inCluster(String name, String cluster) {
        Workload original = workload(name);
        return new Workload(
                name,
                cluster,
                original.group(),
                original.topics(),
                original.mode(),
                original.policy(),
                original.origin());
    }
}
