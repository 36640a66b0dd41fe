package io.lagcast.recommender.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What went wrong, counted by kind. */
final class Faults {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void add(String kind) {
        add(kind, 1);
    }

    void add(String kind, long count) {
        if (count > 0) {
            counts.computeIfAbsent(kind, key -> new LongAdder()).add(count);
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    @Override
    public String toString() {
        return counts.isEmpty() ? "none" : counts.toString();
    }
}
