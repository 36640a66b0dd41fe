package io.lagcast.recommender.workloads;

import io.lagcast.costmodel.WorkloadPolicy;
import io.lagcast.recommender.workloads.Workload.Mode;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.util.List;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Workloads without a database or a cluster, for the tests of whoever needs some. */
public final class TestingWorkloads {

    private TestingWorkloads() {}

    /** Workloads that hold the given ones and accept more. */
    public static Workloads of(Workload... workloads) {
        Workloads result = new Workloads(
                new ConfiguredWorkloads(List.of()),
                new TestingWorkloadStore(),
                new StaticListableBeanFactory().getBeanProvider(Clusters.class),
                event -> {});
        List.of(workloads).forEach(result::put);
        return result;
    }

    /** A workload with the default policy on the default cluster. */
    public static Workload workload(String name) {
        return new Workload(
                name, Workload.DEFAULT_CLUSTER, name, List.of(), Mode.RECOMMEND, WorkloadPolicy.DEFAULT, Origin.API);
    }
}
