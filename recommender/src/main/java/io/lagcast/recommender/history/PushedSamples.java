package io.lagcast.recommender.history;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.WriteBehind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes samples wherever they are pushed. The leader takes them into its windows; any other instance keeps them in PostgreSQL for the leader, which looks
 * for them several times a second and removes them in the transaction that stores them, so that none is lost with either.
 */
@Component
public class PushedSamples {

    private static final Logger log = LoggerFactory.getLogger(PushedSamples.class);

    private static final int MOST_AT_ONCE = 1000;

    private final Leadership leadership;
    private final Histories histories;
    private final StoredForwards stored;
    private final Database database;
    private final WriteBehind<SampleRow> queue;
    /** Positions of those that were taken into windows here and may not be removed yet. */
    private Set<Long> taken = Set.of();

    PushedSamples(Leadership leadership, Histories histories, Database database, WriteBehind<SampleRow> queue) {
        this.leadership = leadership;
        this.histories = histories;
        this.stored = new StoredForwards(database);
        this.database = database;
        this.queue = queue;
    }

    /**
     * Takes samples, oldest first.
     *
     * @return how many of them are newer than the newest known here
     * @throws DatabaseUnreachable if another instance leads and PostgreSQL, which would carry them there, is away
     */
    public int take(String workload, List<LagSample> samples) {
        if (leadership.isConfirmed()) {
            return append(workload, samples);
        }
        try {
            return forward(workload, samples);
        } catch (DatabaseUnreachable away) {
            if (!leadership.leads()) {
                throw away;
            }
            return append(workload, samples);
        }
    }

    private int append(String workload, List<LagSample> samples) {
        return (int) samples.stream()
                .filter(sample -> histories.append(workload, sample).isPresent())
                .count();
    }

    private int forward(String workload, List<LagSample> samples) {
        Optional<Instant> newest =
                histories.read(workload, window -> window.latest().map(Measurement::time));
        List<LagSample> newer = new ArrayList<>();
        Instant last = newest.orElse(Instant.MIN);
        for (LagSample sample : samples) {
            if (sample.time().isAfter(last)) {
                newer.add(sample);
                last = sample.time();
            }
        }
        if (!newer.isEmpty()) {
            stored.add(workload, newer);
        }
        return newer.size();
    }

    /** The leader's part. */
    @Scheduled(fixedDelayString = "${lagcast.history.forward-interval:250ms}")
    void takeForwarded() {
        if (!leadership.isConfirmed() || !database.isAvailable()) {
            return;
        }
        try {
            List<StoredForwards.Waiting> waiting = stored.first(MOST_AT_ONCE);
            Set<Long> seen = new HashSet<>();
            List<Long> positions = new ArrayList<>();
            for (StoredForwards.Waiting each : waiting) {
                seen.add(each.position());
                if (!taken.contains(each.position())) {
                    append(each);
                    positions.add(each.position());
                }
            }
            taken = seen;
            if (!positions.isEmpty()) {
                queue.add(new SampleRow.Forwarded(positions));
            }
        } catch (DatabaseUnreachable away) {
            log.debug("Forwarded samples are taken later: {}", away.getMessage());
        }
    }

    private void append(StoredForwards.Waiting waiting) {
        waiting.sample()
                .ifPresentOrElse(
                        sample -> histories.append(waiting.workload(), sample),
                        () -> log.warn("A forwarded sample of {} cannot be read and is dropped", waiting.workload()));
    }
}
