package io.lagcast.recommender.persistence;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one thread that writes to PostgreSQL behind everyone's back: it asks an absent server whether it is back, writes the {@link WriteBehind} queues
 * in the order they were made, and looks after partitions.
 */
@Component
public final class BackgroundWriter implements SmartLifecycle {

    /** Started before and stopped after everything that makes rows. */
    private static final int PHASE = -1000;

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWriter.class);

    private final Database database;
    private final Partitions partitions;
    private final PersistenceSettings settings;
    private final DataDirectory directory;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final List<WriteBehind<?>> queues = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile ScheduledExecutorService thread = stopped();
    private volatile @Nullable ScheduledFuture<?> ticking;
    private boolean caughtUp;
    private Instant nextMaintenance = Instant.MIN;

    BackgroundWriter(
            Database database,
            Partitions partitions,
            PersistenceSettings settings,
            DataDirectory directory,
            MeterRegistry meters,
            InstantSource clock) {
        this.database = database;
        this.partitions = partitions;
        this.settings = settings;
        this.directory = directory;
        this.meters = meters;
        this.clock = clock;
    }

    /** A queue for rows of one kind. To be made while beans are made, before this starts. */
    public <T> WriteBehind<T> queue(RowKind<T> kind) {
        WriteBehind<T> queue =
                new WriteBehind<>(kind, database, settings, directory.dataDir().resolve("spill"), meters);
        queues.add(queue);
        return queue;
    }

    /**
     * Calls back on this writer's thread whenever PostgreSQL answers (the first time included) and has got everything that waited on disk, so that what
     * is read from it is complete. The call must be short.
     */
    public void whenCaughtUp(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void start() {
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "lagcast-writer");
            made.setDaemon(true);
            return made;
        });
        long intervalMillis = settings.flushInterval().toMillis();
        ticking = thread.scheduleWithFixedDelay(this::tickSafely, 0, intervalMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("PostgreSQL does not take the last rows in time; what is not on disk yet is lost");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        queues.forEach(WriteBehind::close);
    }

    @Override
    public boolean isRunning() {
        return !thread.isShutdown();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The entry point of the thread: whatever goes wrong is logged, and tried again on the next tick. */
    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException failed) {
            LOG.error("The background writer failed and goes on", failed);
        }
    }

    private void tick() {
        boolean available = database.isAvailable() || database.probe();
        if (available) {
            maintain();
        }
        boolean now = available;
        for (WriteBehind<?> queue : queues) {
            now &= queue.flush();
        }
        if (now && !caughtUp) {
            listeners.forEach(Runnable::run);
        }
        caughtUp = now;
    }

    private void maintain() {
        Instant now = clock.instant();
        if (now.isBefore(nextMaintenance)) {
            return;
        }
        partitions.maintain(now, settings.partitionDaysAhead());
        nextMaintenance = now.plus(settings.maintenanceInterval());
    }

    private static ScheduledExecutorService stopped() {
        ScheduledExecutorService never = Executors.newSingleThreadScheduledExecutor();
        never.shutdown();
        return never;
    }
}
