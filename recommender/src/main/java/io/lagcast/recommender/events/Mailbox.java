package io.lagcast.recommender.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events that wait for one client. Bounded: an event beyond the capacity closes it, since a client that far behind has to start over anyway. An event
 * about a workload's state takes the place of an older one.
 */
final class Mailbox {

    private final int capacity;
    private final SequencedMap<String, LiveEvent> waiting = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    Mailbox(int capacity) {
        this.capacity = capacity;
    }

    /** Puts an event in, never waiting. Returns whether the mailbox is still open. */
    boolean offer(LiveEvent event) {
        lock.lock();
        try {
            if (!closed && waiting.size() >= capacity && !waiting.containsKey(event.replaces())) {
                closeLocked();
            }
            if (closed) {
                return false;
            }
            // Under the older id: a client that goes on from there must not miss what waits behind it.
            waiting.merge(event.replaces(), event, (older, newer) -> newer.under(older.id()));
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest event out, waiting for one at most as long as given. Empty also when closed. */
    Optional<LiveEvent> take(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long remaining = longest.toNanos();
            while (waiting.isEmpty() && !closed && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(waiting.pollFirstEntry().getValue());
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closeLocked();
        } finally {
            lock.unlock();
        }
    }

    private void closeLocked() {
        closed = true;
        waiting.clear();
        changed.signalAll();
    }
}
