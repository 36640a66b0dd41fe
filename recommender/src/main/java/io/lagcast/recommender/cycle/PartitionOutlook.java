package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.Beliefs;
import io.lagcast.costmodel.PartitionAdvice;
import io.lagcast.costmodel.PartitionAdvisor;
import io.lagcast.costmodel.capacity.DailyPeak;
import io.lagcast.recommender.history.Histories;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.workloads.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What the partitions of a workload allow and until when. Daily peaks are read from PostgreSQL at most once an hour; without it nothing is said of growth. */
@Component
class PartitionOutlook {

    /** Peaks change with the day. */
    private static final Duration FRESH = Duration.ofHours(1);

    private final PartitionAdvisor advisor = new PartitionAdvisor();
    private final Map<String, Peaks> known = new ConcurrentHashMap<>();
    private final Histories histories;
    private final InstantSource clock;

    PartitionOutlook(Histories histories, InstantSource clock) {
        this.histories = histories;
        this.clock = clock;
    }

    /** Reads what may have to be read; not for threads that decide. */
    Optional<PartitionAdvice> of(Workload workload, Beliefs beliefs) {
        List<DailyPeak> peaks = peaks(workload.name());
        return histories.read(workload.name(), history -> advisor.advise(history, workload.policy(), beliefs, peaks));
    }

    void forget(String workload) {
        known.remove(workload);
    }

    private List<DailyPeak> peaks(String workload) {
        Instant now = clock.instant();
        Peaks last = known.get(workload);
        if (last != null && now.isBefore(last.readAt().plus(FRESH))) {
            return last.peaks();
        }
        try {
            Peaks read = new Peaks(now, histories.dailyPeaks(workload));
            known.put(workload, read);
            return read.peaks();
        } catch (DatabaseUnreachable away) {
            return last == null ? List.of() : last.peaks();
        }
    }

    private record Peaks(Instant readAt, List<DailyPeak> peaks) {}
}
