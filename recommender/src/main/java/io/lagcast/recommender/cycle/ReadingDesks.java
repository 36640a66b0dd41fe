package io.lagcast.recommender.cycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/**
 * Desks at which nothing is decided: what the leader has learned and stored, for questions put to another instance. Read when somebody asks, and again a
 * minute later; the few that are asked about are kept.
 */
@Component
class ReadingDesks {

    private static final Duration FRESH = Duration.ofMinutes(1);

    /** A forecaster takes up to some megabytes. */
    private static final int MOST = 50;

    private final Onboarding onboarding;
    private final InstantSource clock;
    private final Executor executor = Runnable::run;

    private final Map<String, Kept> kept = new LinkedHashMap<>(MOST, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    ReadingDesks(Onboarding onboarding, InstantSource clock) {
        this.onboarding = onboarding;
        this.clock = clock;
    }

    private record Kept(Desk desk, Instant readAt) {}

    /** The workload's desk as it was stored, at most a minute ago. */
    synchronized Desk of(String workload) {
        Instant now = clock.instant();
        Kept known = kept.get(workload);
        if (known != null && now.isBefore(known.readAt().plus(FRESH))) {
            return known.desk();
        }
        Learner read = onboarding.fromStored(workload, onboarding.empty(workload));
        Desk desk = new Desk(workload, read, executor);
        kept.put(workload, new Kept(desk, now));
        return desk;
    }

    synchronized void forget(String workload) {
        kept.remove(workload);
    }

    /** Drops them all: this instance leads from now on, and has desks of its own. */
    synchronized void clear() {
        kept.clear();
    }
}
