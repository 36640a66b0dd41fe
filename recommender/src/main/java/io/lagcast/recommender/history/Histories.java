package io.lagcast.recommender.history;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.WorkloadHistory;
import io.lagcast.costmodel.capacity.DailyPeak;
import io.lagcast.costmodel.capacity.PeakTrend;
import io.lagcast.recommender.persistence.BackgroundWriter;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.WriteBehind;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What was seen of every workload. Decisions are made from windows in memory; every sample is also queued for PostgreSQL, which is asked only about what
 * is older than the window.
 */
@Component
public class Histories {

    private static final Logger LOG = LoggerFactory.getLogger(Histories.class);

    /** Read back beyond the window, so that its oldest measurements have samples to be compared with. */
    private static final Duration RUN_UP = Duration.ofMinutes(10);

    /** More than a window of the usual interval holds; what is older need not be followed. */
    private static final int MOST_FOLLOWED = 1000;

    private final HistorySettings settings;
    private final Database database;
    private final WriteBehind<SampleRow> queue;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final StoredSamples storedSamples;
    private final StoredRollups storedRollups;
    private final Map<String, TrackedWorkload> workloads = new ConcurrentHashMap<>();
    private final ExecutorService reloading = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lagcast-reload").factory());

    /** Whether everything that an earlier process left on disk is in PostgreSQL. */
    private volatile boolean storedIsComplete;

    Histories(
            HistorySettings settings,
            Database database,
            WriteBehind<SampleRow> queue,
            BackgroundWriter writer,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.settings = settings;
        this.database = database;
        this.queue = queue;
        this.events = events;
        this.clock = clock;
        this.storedSamples = new StoredSamples(database);
        this.storedRollups = new StoredRollups(database);
        writer.whenCaughtUp(() -> {
            storedIsComplete = true;
            reloading.execute(this::reloadAll);
        });
    }

    /**
     * Takes a sample into its workload's window, queues it for PostgreSQL and raises {@link SampleRecorded}. Empty, and without any effect, when the
     * sample is not newer than the newest.
     */
    public Optional<Measurement> append(String workload, LagSample sample) {
        Optional<Measurement> recorded = append(workload, atMicroseconds(sample), tracked(workload));
        recorded.ifPresent(measurement -> events.publishEvent(new SampleRecorded(workload, measurement)));
        return recorded;
    }

    /** Reads a workload's window under its lock; an empty one when the workload was never seen. The reader must not keep the window. */
    public <T> T read(String workload, Function<WorkloadHistory, T> reader) {
        TrackedWorkload known = workloads.get(workload);
        return known == null ? reader.apply(new WorkloadHistory(settings.window())) : known.read(reader);
    }

    /** Whether the workload's window holds what was stored before the service started. */
    public boolean isReloaded(String workload) {
        TrackedWorkload known = workloads.get(workload);
        return known != null && known.isReloaded();
    }

    /** Names of the workloads whose windows hold what was stored. */
    public List<String> reloaded() {
        return workloads.entrySet().stream()
                .filter(entry -> entry.getValue().isReloaded())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the workload's window reaches that moment. */
    public boolean reaches(String workload, Instant time) {
        return read(workload, window -> window.latest().map(Measurement::time))
                .filter(newest -> !newest.isBefore(time))
                .isPresent();
    }

    /**
     * Takes samples that another instance has stored into the windows of these workloads, and raises {@link SampleRecorded} for each.
     *
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public void follow(Collection<String> names) {
        Instant oldest = clock.instant().minus(settings.window().plus(RUN_UP));
        Map<String, Instant> newest = new HashMap<>();
        for (String name : names) {
            TrackedWorkload known = tracked(name);
            if (known.isReloaded()) {
                newest.put(name, known.read(window -> window.latest()
                        .map(Measurement::time)
                        .orElse(oldest)));
            }
        }
        if (!newest.isEmpty()) {
            storedSamples
                    .since(newest, MOST_FOLLOWED)
                    .forEach((name, samples) -> samples.forEach(sample -> tracked(name)
                            .append(sample, measurement -> {})
                            .ifPresent(measurement -> events.publishEvent(new SampleRecorded(name, measurement)))));
        }
    }

    /** As {@link #follow}, of every workload whose window holds what was stored. */
    public void followAll() {
        follow(reloaded());
    }

    /**
     * What was seen from {@code from} to {@code to}, in steps of {@code step} or, where that is not kept any more or not a multiple of 15 seconds,
     * the next longer ones that are; steps are aligned to the epoch.
     *
     * @throws IllegalArgumentException if {@code from} is not before {@code to}, the step is not positive, or that would be too many points
     * @throws DatabaseUnreachable if the answer needs PostgreSQL and it is away
     */
    public List<HistoryPoint> query(String workload, Instant from, Instant to, Duration step) {
        HistoryQuery query = new HistoryQuery(from, to, step, clock.instant(), settings);
        TrackedWorkload known = workloads.get(workload);
        return query.answer(workload, known == null ? List.of() : known.measurements(), storedRollups);
    }

    /**
     * Stores production rates from elsewhere for times that were not measured, and raises {@link ProductionImported}. Importing the same again changes
     * nothing.
     *
     * @param start start of the first value's step
     * @param step length each value is the mean of, at least a second
     * @param recordsPerSecond mean rates in order; NaN = gap
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public void importProduction(String workload, Instant start, Duration step, double[] recordsPerSecond) {
        ProductionImport rates = new ProductionImport(workload, start, step, recordsPerSecond);
        database.transaction(session -> {
            rates.write(session, clock.instant(), settings);
            return true;
        });
        events.publishEvent(new ProductionImported(workload, rates.known()));
    }

    /**
     * Stored production rates from {@code from} until now, ascending and without overlap, by minute where that is kept, by 5 minutes or hours before.
     *
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public Stream<ProductionRate> production(String workload, Instant from) {
        return storedRollups.production(workload, from, clock.instant()).stream();
    }

    /**
     * The highest production rate of each whole day that is kept, ascending: over 5 minutes, or over hours where too few days are known that finely, never
     * over both.
     *
     * @throws DatabaseUnreachable if PostgreSQL is away
     */
    public List<DailyPeak> dailyPeaks(String workload) {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        List<DailyPeak> fine = storedRollups.dailyPeaks(
                workload, Resolution.FIVE_MINUTES, today.minus(settings.fiveMinuteRetention()), today);
        if (fine.size() >= PeakTrend.FEWEST_DAYS) {
            return fine;
        }
        List<DailyPeak> coarse =
                storedRollups.dailyPeaks(workload, Resolution.HOUR, today.minus(settings.fiveMinuteRetention()), today);
        return coarse.size() > fine.size() ? coarse : fine;
    }

    /** Drops everything known of a workload, in memory now and in PostgreSQL as soon as it takes it. */
    public void forget(String workload) {
        // Stays known as one that has nothing to be read back: its rows may still be there for a moment.
        TrackedWorkload empty = new TrackedWorkload(settings.window());
        empty.reload(List.of());
        workloads.put(workload, empty);
        queue.add(new SampleRow.Forgotten(workload));
    }

    @PreDestroy
    void stopReloading() {
        reloading.shutdownNow();
    }

    private Optional<Measurement> append(String workload, LagSample sample, TrackedWorkload tracked) {
        return tracked.append(sample, measurement -> queue.add(new SampleRow.Recorded(workload, sample, measurement)));
    }

    /** What PostgreSQL can tell apart, so that a sample is the same sample when it is read back. */
    private static LagSample atMicroseconds(LagSample sample) {
        Instant time = sample.time().truncatedTo(ChronoUnit.MICROS);
        return time.equals(sample.time())
                ? sample
                : new LagSample(
                        time,
                        sample.replicas(),
                        sample.groupState(),
                        sample.membership(),
                        sample.partitions(),
                        sample.unread());
    }

    private TrackedWorkload tracked(String workload) {
        TrackedWorkload known = workloads.get(workload);
        if (known != null) {
            return known;
        }
        TrackedWorkload made = new TrackedWorkload(settings.window());
        TrackedWorkload before = workloads.putIfAbsent(workload, made);
        if (before != null) {
            return before;
        }
        if (storedIsComplete) {
            reloading.execute(() -> reloadSafely(() -> reload(workload, made)));
        }
        return made;
    }

    /** Every workload that is stored or tracked and was not read back yet. Given up when PostgreSQL goes away; it is called again when it is back. */
    private void reloadAll() {
        reloadSafely(() -> {
            storedSamples.workloads().forEach(this::tracked);
            workloads.forEach(this::reload);
        });
    }

    private static void reloadSafely(Runnable reload) {
        try {
            reload.run();
        } catch (DatabaseUnreachable away) {
            LOG.info("Reading windows back waits for PostgreSQL: {}", away.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("Windows could not be read back; they fill up from now on", failed);
        }
    }

    private void reload(String workload, TrackedWorkload tracked) {
        if (tracked.isReloaded()) {
            return;
        }
        List<LagSample> stored =
                storedSamples.newest(workload, settings.window().plus(RUN_UP));
        if (tracked.reload(stored)) {
            LOG.debug("Read {} samples of {} back", stored.size(), workload);
            events.publishEvent(new HistoryReloaded(workload));
        }
    }
}
