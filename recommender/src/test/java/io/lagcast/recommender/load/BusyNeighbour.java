package io.lagcast.recommender.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Takes a share of every core and asks nothing of the service: what decisions take beside it is what a machine this busy costs them, whoever keeps it
 * busy.
 */
final class BusyNeighbour implements AutoCloseable {

    /** Long enough to be put in the way of others, short enough to look even. */
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final double share;
    private final List<Thread> threads;
    private volatile boolean running = true;

    private BusyNeighbour(double share) {
        this.share = share;
        this.threads = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(core -> Thread.ofPlatform().daemon().name("neighbour").unstarted(this::run))
                .toList();
    }

    /** Starts it. */
    static BusyNeighbour taking(double share) {
        BusyNeighbour neighbour = new BusyNeighbour(share);
        neighbour.threads.forEach(Thread::start);
        return neighbour;
    }

    double share() {
        return share;
    }

    private void run() {
        long busyNanos = Math.round(share * PERIOD.toNanos());
        while (running) {
            long since = System.nanoTime();
            while (System.nanoTime() - since < busyNanos) {
                Thread.onSpinWait();
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos() - busyNanos);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    @Override
    public void close() {
        running = false;
        threads.forEach(Thread::interrupt);
    }
}
