package io.lagcast.demo.traffic;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The replicas of the consuming application: as many as were last asked for, the newest go first. A replica is paid from when it
 * is asked for until it is told to go.
 */
public final class Replicas implements AutoCloseable {

    private static final Duration FIRST_CHANCE = Duration.ofMinutes(1);
    private static final long POLL_NANOS = 50_000_000;

    /** How long replicas may take to finish, commit and leave. */
    private static final Duration LAST_CHANCE = Duration.ofSeconds(10);

    private final ReplicaSettings settings;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final Deque<Replica> replicas = new ArrayDeque<>();
    private final List<Replica> leaving = new ArrayList<>();
    private final AtomicInteger generation = new AtomicInteger();
    private int firstGeneration;
    private int started;
    private int movesOut;
    private int movesIn;
    private double paidSeconds;
    private long paidUntilNanos = System.nanoTime();

    public Replicas(ReplicaSettings settings, Deliveries deliveries, InstantSource clock) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Starts the replicas that were there before anyone looked, waits until they serve, and begins to count from then.
     *
     * @throws IllegalStateException if they do not serve within a minute
     */
    public void begin(int count) {
        add(count, settings.withStartUp(Duration.ZERO));
        long deadline = System.nanoTime() + FIRST_CHANCE.toNanos();
        while (serving() < count) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException(
                        "Only " + serving() + " of " + count + " consumers got into their group");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        synchronized (this) {
            firstGeneration = generation.get();
            paidSeconds = 0;
            paidUntilNanos = System.nanoTime();
        }
    }

    /** Starts or stops replicas until there are {@code count}. */
    public synchronized void resize(int count) {
        pay();
        int before = replicas.size();
        add(count, settings);
        while (replicas.size() > count) {
            Replica replica = replicas.removeLast();
            replica.stop();
            leaving.add(replica);
        }
        movesOut += count > before ? 1 : 0;
        movesIn += count < before ? 1 : 0;
    }

    /** How many were asked for and are not told to go. */
    public synchronized int count() {
        return replicas.size();
    }

    /** How many of them have started. */
    public synchronized int serving() {
        return (int) replicas.stream().filter(Replica::isServing).count();
    }

    /** Replica-seconds that were paid until now. */
    public synchronized double paidReplicaSeconds() {
        pay();
        return paidSeconds;
    }

    public synchronized int movesOut() {
        return movesOut;
    }

    public synchronized int movesIn() {
        return movesIn;
    }

    /** Rebalances of the group since counting began. */
    public synchronized int rebalances() {
        return generation.get() - firstGeneration;
    }

    /** Tells all replicas to go and waits until they have left. */
    @Override
    public synchronized void close() {
        pay();
        replicas.forEach(Replica::stop);
        leaving.addAll(replicas);
        replicas.clear();
        long deadline = System.nanoTime() + LAST_CHANCE.toNanos();
        try {
            for (Replica replica : leaving) {
                replica.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leaving.clear();
    }

    private void pay() {
        long now = System.nanoTime();
        paidSeconds += replicas.size() * (now - paidUntilNanos) / 1e9;
        paidUntilNanos = now;
    }

    private synchronized void add(int count, ReplicaSettings each) {
        while (replicas.size() < count) {
            Replica replica =
                    new Replica(each, ++started, deliveries, clock, now -> generation.accumulateAndGet(now, Math::max));
            replica.start();
            replicas.addLast(replica);
        }
    }
}
