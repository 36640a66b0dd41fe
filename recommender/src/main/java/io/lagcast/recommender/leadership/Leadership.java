package io.lagcast.recommender.leadership;

import io.lagcast.recommender.persistence.DataDirectory;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Whether this instance leads. One that finds the lease free, or its own from before a crash, leads at once; the others watch, and one of them takes over
 * when the lease was not renewed for its whole length. While PostgreSQL is away nobody can take over, and the leader goes on.
 */
@Component
@EnableConfigurationProperties(LeadershipSettings.class)
public final class Leadership implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final LeadershipSettings settings;
    private final ObjectProvider<LeaderDuty> duties;
    private final Instance self;
    private final LeaseRow lease;
    private final Watch watch;
    private ScheduledExecutorService thread = newThread();
    private volatile boolean leads;
    private volatile boolean onDuty;
    private volatile long epoch;
    private volatile long renewedAtNanos;
    private volatile Optional<Leader> known = Optional.empty();
    private volatile boolean running;
    private boolean looked;

    Leadership(
            LeadershipSettings settings,
            ObjectProvider<LeaderDuty> duties,
            Database database,
            DataDirectory directory,
            MeterRegistry meters) {
        this.settings = settings;
        this.duties = duties;
        this.self = Instance.of(directory.dataDir(), settings.givenName());
        this.lease = new LeaseRow(database, self);
        this.watch = new Watch(settings.lease(), settings.renewInterval());
        Gauge.builder("lagcast.leader", this, leadership -> leadership.isConfirmed() ? 1 : 0)
                .description("1 while this instance leads and its lease is confirmed")
                .register(meters);
    }

    /** Whether this instance leads, as far as it knows: it may have been taken over from a moment ago. */
    public boolean leads() {
        return leads;
    }

    /**
     * Whether it leads, has taken up every duty, and has renewed its lease so recently that nobody can have taken over; not while PostgreSQL is away. What
     * comes in before is for the leader, but is not yet decided about here.
     */
    public boolean isConfirmed() {
        return leads
                && onDuty
                && (!settings.election()
                        || System.nanoTime() - renewedAtNanos < settings.lease().toNanos());
    }

    /**
     * The epoch under which this instance leads, or led last; 0 when there are no elections.
     *
     * @throws IllegalStateException if it never led
     */
    public long epoch() {
        if (settings.election() && epoch == 0) {
            throw new IllegalStateException(self.name() + " has never led, so it has nothing to decide");
        }
        return epoch;
    }

    /** What this instance calls itself. */
    public String name() {
        return self.name();
    }

    /** Who led when the lease was looked at last; empty when nobody did, or it was not looked at yet. */
    public Optional<Leader> leader() {
        return known;
    }

    /**
     * Lets a transaction go on only if this instance leads, and nobody take over before it ends.
     *
     * @throws IllegalStateException if another has taken over
     */
    public void requireLead(Session session) {
        if (settings.election() && Fence.firstEpoch(session) > epoch) {
            throw new IllegalStateException("Another instance has taken over from " + self.name());
        }
    }

    private static ScheduledExecutorService newThread() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lagcast-leadership").factory());
    }

    /** Looks at the lease at once, so that an instance that is alone leads as soon as it has started. */
    @Override
    public void start() {
        running = true;
        if (thread.isShutdown()) { // a service may be stopped and started again
            thread = newThread();
            looked = false;
        }
        if (!settings.election()) {
            lead(Optional.empty(), 0);
            return;
        }
        guardedLook();
        long intervalMillis = settings.renewInterval().toMillis();
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::guardedLook, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void guardedLook() {
        try {
            look();
        } catch (DatabaseUnreachable away) {
            watch.reset();
        } catch (RuntimeException failed) {
            watch.reset();
            log.error("The lease could not be looked at; trying again", failed);
        }
    }

    private void look() {
        if (leads) {
            renew();
            return;
        }
        LeaseRow.State seen = lease.read();
        known = seen.leader();
        boolean ownFromBefore =
                !looked && seen.holder().filter(self.id()::equals).isPresent();
        looked = true;
        boolean runOut = watch.hasRunOut(seen, System.nanoTime());
        if (seen.isFree() || ownFromBefore || runOut) {
            take(seen, runOut);
        }
    }

    private void take(LeaseRow.State seen, boolean runOut) {
        long nowNanos = System.nanoTime();
        lease.take(seen).ifPresent(taken -> {
            renewedAtNanos = nowNanos;
            if (runOut) {
                log.warn(
                        "{} has not renewed its lease for {}",
                        seen.leader().map(Leader::name).orElse("The leader"),
                        settings.lease());
            }
            lead(taken.leader(), taken.epoch());
        });
    }

    private void renew() {
        long nowNanos = System.nanoTime();
        if (lease.renew(epoch)) {
            renewedAtNanos = nowNanos;
            return;
        }
        known = lease.read().leader();
        log.warn(
                "{} leads no longer: {} has taken over",
                self.name(),
                known.map(Leader::name).orElse("another instance"));
        layDown();
    }

    private void lead(Optional<Leader> leader, long taken) {
        known = leader;
        epoch = taken;
        leads = true;
        if (settings.election()) {
            log.info("{} leads, epoch {}", self.name(), taken);
        }
        duties.orderedStream().forEach(duty -> guarded(duty, "begun", duty::begin));
        onDuty = true;
    }

    private void layDown() {
        leads = false;
        onDuty = false;
        watch.reset();
        List<LeaderDuty> laidDown = duties.orderedStream().toList();
        laidDown.reversed().forEach(duty -> guarded(duty, "ended", duty::end));
    }

    /** One duty must not keep another from being taken up or laid down. */
    private static void guarded(LeaderDuty duty, String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            log.error("{} could not be {}", duty.getClass().getSimpleName(), what, failed);
        }
    }

    /** Lays down every duty, and gives the lease back for another to take over at once. */
    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(settings.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The lease is being looked at for longer than it lasts and is not given back");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        if (leads) {
            layDown();
            release();
        }
    }

    private void release() {
        if (!settings.election()) {
            return;
        }
        try {
            lease.release(epoch);
            known = Optional.empty();
        } catch (DatabaseUnreachable away) {
            log.info("The lease is not given back but runs out: {}", away.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
