package io.lagcast.demo.traffic;

import java.util.concurrent.locks.LockSupport;

/** Lets a thread do so much per second and no more; unused time is lost but for a tenth of a second. */
final class Throttle {

    private static final long BURST_NANOS = 100_000_000;

    private final double nanosEach;
    private long freeAt = System.nanoTime();

    Throttle(double perSecond) {
        this.nanosEach = 1e9 / perSecond;
    }

    /** Returns when {@code count} more may have been done. */
    void spend(int count) {
        long now = System.nanoTime();
        freeAt = Math.max(freeAt, now - BURST_NANOS) + Math.round(count * nanosEach);
        while (freeAt - System.nanoTime() > 0) {
            LockSupport.parkNanos(freeAt - System.nanoTime());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
