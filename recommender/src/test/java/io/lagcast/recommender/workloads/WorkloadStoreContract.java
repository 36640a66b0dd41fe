package io.lagcast.recommender.workloads;

import static io.lagcast.recommender.workloads.TestingWorkloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What every store of workloads does. */
abstract class WorkloadStoreContract {

    abstract WorkloadStore store();

    abstract void switchOff();

    abstract void switchOn();

    @AfterEach
    void leaveNothing() {
        switchOn();
        store().load().forEach(workload -> store().delete(workload.name()));
    }

    @Test
    void givesBackWhatWasSavedInEveryField() {
        Map<String, Object> form = new Yaml().load("""
                {cluster: east, group: g, topics: [a, 'b,"c"'], mode: PAUSED, minReplicas: 0, maxReplicas: 9,
                 objective: {lagTime: 1500ms, attainment: 99.95%}, latePenalty: 7.5, threadsPerReplica: 3,
                 priors: {throughputPerReplica: 0.5, startUp: 90s, rebalancePause: 0s, protocol: STREAMS},
                 price: {replicaHour: 0.1, currency: USD},
                 channel: HPA, channelTolerance: 0.05, channelMaxStepOut: 8, channelMaxStepIn: 2}""");
        Workload full = WorkloadForm.read("full.one", form, Origin.API);

        store().save(full);
        store().save(workload("plain"));

        assertThat(store().load()).containsExactlyInAnyOrder(full, workload("plain"));
    }

    @Test
    void replacesAndDeletes() {
        Workload paused = WorkloadForm.read("orders", Map.of("mode", "PAUSED"), Origin.API);
        store().save(workload("orders"));
        store().save(workload("refunds"));

        store().save(paused);
        store().delete("refunds");
        store().delete("never-there");

        assertThat(store().load()).containsExactly(paused);
    }

    @Test
    void saysSoWhileItCannotBeReached() {
        store().save(workload("orders"));
        switchOff();

        assertThatThrownBy(() -> store().load()).isInstanceOf(DatabaseUnreachable.class);
        assertThatThrownBy(() -> store().save(workload("refunds"))).isInstanceOf(DatabaseUnreachable.class);
        assertThatThrownBy(() -> store().delete("orders")).isInstanceOf(DatabaseUnreachable.class);
        switchOn();
        assertThat(store().load()).containsExactly(workload("orders"));
    }
}
