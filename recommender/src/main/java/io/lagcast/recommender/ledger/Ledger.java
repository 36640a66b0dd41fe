package io.lagcast.recommender.ledger;

import io.lagcast.costmodel.Advice;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.persistence.BackgroundWriter;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.WriteBehind;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Every recommendation that was issued. The newest of each workload is in memory and in force at once; all are queued for PostgreSQL, from where the
 * newest comes back after a restart.
 */
@Component
public class Ledger {

    private static final int MAX_PAGE = 1000;

    /** Before every identifier. */
    private static final UUID NOTHING_YET = new UUID(0, 0);

    private final WriteBehind<LedgerRow> queue;
    private final Leadership leadership;
    private final ApplicationEventPublisher events;
    private final StoredRecommendations stored;
    private final LedgerSettings settings;
    private final InstantSource clock;
    private final TimeOrderedIds ids;
    /** Newest per workload; empty = PostgreSQL was asked and has none. */
    private final Map<String, Optional<Recommendation>> latest = new ConcurrentHashMap<>();
    /** The last one taken over from another instance; empty = none was looked for. */
    private volatile Optional<UUID> followedTo = Optional.empty();

    Ledger(
            Database database,
            WriteBehind<LedgerRow> queue,
            BackgroundWriter writer,
            Leadership leadership,
            ApplicationEventPublisher events,
            LedgerSettings settings,
            InstantSource clock) {
        this.queue = queue;
        this.leadership = leadership;
        this.events = events;
        this.stored = new StoredRecommendations(database);
        this.settings = settings;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock, new SecureRandom());
        queue.leftBehind(row -> keepIfNewer(row.recommendation()));
        writer.whenCaughtUp(this::readBack);
    }

    /**
     * Puts an advice in force: from now on {@link #latest} answers with it. Queued for PostgreSQL, and raised as {@link RecommendationIssued}.
     *
     * @throws IllegalStateException if this instance never led; what it issues when another has taken over is not stored
     */
    public Recommendation issue(String workload, Advice advice, Provenance provenance) {
        Recommendation recommendation;
        // One lock, so that identifiers, memory and queue agree on the order.
        synchronized (ids) {
            recommendation = new Recommendation(ids.next(), workload, advice, provenance);
            latest.put(workload, Optional.of(recommendation));
            queue.add(new LedgerRow(leadership.epoch(), recommendation));
        }
        events.publishEvent(new RecommendationIssued(recommendation));
        return recommendation;
    }

    /** The newest recommendation, whether or not it is still valid; empty when there is none, or none can be known because PostgreSQL is away. */
    public Optional<Recommendation> latest(String workload) {
        Optional<Recommendation> known = latest.get(workload);
        if (known != null) {
            return known;
        }
        try {
            Optional<Recommendation> read = stored.latest(workload);
            read.ifPresentOrElse(this::keepIfNewer, () -> latest.putIfAbsent(workload, Optional.empty()));
            return latest.getOrDefault(workload, Optional.empty());
        } catch (DatabaseUnreachable away) {
            return Optional.empty();
        }
    }

    /** How the newest recommendation stands now: what executors may carry out. */
    public Standing standing(String workload) {
        return Standing.of(latest(workload), clock.instant());
    }

    /**
     * What was decided in {@code [from, to)}, newest first.
     *
     * @param cursor where the previous page ended; empty = the first page
     * @param limit most items, 1 to 1000
     * @throws IllegalArgumentException if the cursor is not one of a page, or the limit is out of bounds
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public RecommendationPage list(String workload, Instant from, Instant to, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("limit must lie between 1 and " + MAX_PAGE + " but was " + limit);
        }
        List<Recommendation> found = stored.list(workload, from, to, cursor.map(Cursor::decode), limit + 1);
        if (found.size() <= limit) {
            return new RecommendationPage(found, Optional.empty());
        }
        Recommendation last = found.get(limit - 1);
        return new RecommendationPage(
                found.subList(0, limit), Optional.of(new Cursor(last.time(), last.id()).encoded()));
    }

    /**
     * The recommendations of the given identifiers, in no particular order; without those that were not stored yet or are not kept any more.
     *
     * @param wanted event time by identifier
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public List<Recommendation> find(Map<UUID, Instant> wanted) {
        return wanted.isEmpty() ? List.of() : stored.find(wanted);
    }

    /** Takes a workload's newest recommendation out of force; the record of what was issued stays. */
    public void withdraw(String workload) {
        latest.put(workload, Optional.empty());
    }

    /**
     * Puts in force what another instance issued since the last call, and raises each as {@link RecommendationFollowed}. The first call, and the first after
     * {@link #unfollow}, takes over the newest of each workload and raises nothing.
     *
     * @return what was taken over
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public List<Recommendation> follow() {
        Optional<UUID> after = followedTo;
        if (after.isEmpty()) {
            followedTo = Optional.of(stored.newestId().orElse(NOTHING_YET));
            List<Recommendation> newest = stored.latestOfAll(clock.instant().minus(settings.retention()));
            // What was issued here and refused is not among them.
            latest.keySet()
                    .retainAll(newest.stream().map(Recommendation::workload).collect(Collectors.toSet()));
            newest.forEach(read -> latest.put(read.workload(), Optional.of(read)));
            return newest;
        }
        List<Recommendation> news = stored.after(after.get(), MAX_PAGE);
        for (Recommendation read : news) {
            latest.put(read.workload(), Optional.of(read));
            followedTo = Optional.of(read.id());
            events.publishEvent(new RecommendationFollowed(read));
        }
        return news;
    }

    /** Whether it has followed another instance since it issued last. */
    public boolean follows() {
        return followedTo.isPresent();
    }

    /** From now on this instance issues: after everything that is stored. */
    public void continueStored() {
        stored.newestId().ifPresent(ids::continueAfter);
    }

    /** What this instance issued may not count any more: {@link #follow} begins anew. */
    public void unfollow() {
        followedTo = Optional.empty();
    }

    /** Whether everything that was issued is stored. */
    public boolean isStored() {
        return queue.queuedRows() == 0 && queue.spilledBytes() == 0;
    }

    private void readBack() {
        stored.latestOfAll(clock.instant().minus(settings.retention())).forEach(this::keepIfNewer);
    }

    private void keepIfNewer(Recommendation read) {
        latest.merge(
                read.workload(),
                Optional.of(read),
                (known, found) -> known.isEmpty() || known.get().time().isBefore(read.time()) ? found : known);
    }
}
