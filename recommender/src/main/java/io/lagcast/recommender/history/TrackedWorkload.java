package io.lagcast.recommender.history;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.WorkloadHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One workload's window. Until what is stored was read back, the samples taken in this process are kept beside it, so that the window can be built
 * again from both in order. Thread-safe: every method holds the object's lock.
 */
final class TrackedWorkload {

    private final Duration length;
    private WorkloadHistory window;
    private final Deque<LagSample> sinceStart = new ArrayDeque<>();
    private boolean reloaded;

    TrackedWorkload(Duration length) {
        this.length = length;
        this.window = new WorkloadHistory(length);
    }

    /** Takes a sample; {@code recorded} is called under the lock, so that what it queues is in the window's order. */
    synchronized Optional<Measurement> append(LagSample sample, Consumer<Measurement> recorded) {
        Optional<Measurement> measurement = window.append(sample);
        measurement.ifPresent(recorded);
        if (measurement.isPresent() && !reloaded) {
            sinceStart.addLast(sample);
            Instant oldest = sample.time().minus(length);
            while (sinceStart.getFirst().time().isBefore(oldest)) {
                sinceStart.removeFirst();
            }
        }
        return measurement;
    }

    synchronized <T> T read(Function<WorkloadHistory, T> reader) {
        return reader.apply(window);
    }

    synchronized List<Measurement> measurements() {
        List<Measurement> all = new ArrayList<>(window.size());
        for (int i = 0; i < window.size(); i++) {
            all.add(window.measurement(i));
        }
        return all;
    }

    synchronized boolean isReloaded() {
        return reloaded;
    }

    /** Builds the window from what was stored, oldest first, and then what came in since the start. False if that was done before. */
    synchronized boolean reload(List<LagSample> stored) {
        if (reloaded) {
            return false;
        }
        if (!stored.isEmpty()) {
            WorkloadHistory whole = new WorkloadHistory(length);
            stored.forEach(whole::append);
            sinceStart.forEach(whole::append);
            window = whole;
        }
        sinceStart.clear();
        reloaded = true;
        return true;
    }
}
