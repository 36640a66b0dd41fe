package io.lagcast.recommender.overview;

import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.workloads.Workload;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Joins a workload's definition with what was measured and recommended last. Answers from memory. */
@Component
public class Overview {

    private final Histories histories;
    private final Ledger ledger;
    private final InstantSource clock;

    Overview(Histories histories, Ledger ledger, InstantSource clock) {
        this.histories = histories;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The workload as it is now. */
    public WorkloadJson of(Workload workload) {
        return WorkloadJson.of(workload, status(workload.name()));
    }

    /** What was seen of the workload and recommended for it last. */
    public WorkloadStatus status(String workload) {
        return WorkloadStatus.of(histories.read(workload, WorkloadHistory::latest), inForce(workload));
    }

    /** The recommendation that outlets may publish: the newest one, unless it has expired. */
    public Optional<Recommendation> inForce(String workload) {
        return ledger.latest(workload).filter(latest -> latest.validUntil().isAfter(clock.instant()));
    }
}
