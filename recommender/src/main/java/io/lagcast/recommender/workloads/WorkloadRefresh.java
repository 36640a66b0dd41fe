package io.lagcast.recommender.workloads;

import io.lagcast.recommender.persistence.DatabaseUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads the stored workloads at start, again when the database is back, and now and then to learn what another instance changed. */
@Component
class WorkloadRefresh {

    private static final Logger log = LoggerFactory.getLogger(WorkloadRefresh.class);

    private final Workloads workloads;
    private boolean failing;

    WorkloadRefresh(Workloads workloads) {
        this.workloads = workloads;
    }

    @Scheduled(fixedDelayString = "${lagcast.workload-refresh:PT15S}")
    void refresh() {
        guarded(workloads::refresh);
    }

    @Scheduled(fixedDelayString = "${lagcast.workload-check:PT1S}")
    void refreshIfChanged() {
        guarded(workloads::refreshIfChanged);
    }

    private synchronized void guarded(Runnable refresh) {
        try {
            refresh.run();
            failing = false;
        } catch (DatabaseUnreachable unavailable) {
            if (!failing) {
                log.warn("Stored workloads cannot be read; going on with those known: {}", unavailable.getMessage());
            }
            failing = true;
        }
    }
}
