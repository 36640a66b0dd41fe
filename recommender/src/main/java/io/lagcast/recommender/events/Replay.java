package io.lagcast.recommender.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What was published of late, for clients that come back. Bounded; a workload's newest state takes the place of its older ones. Not safe for use by
 * several threads at once.
 */
final class Replay {

    private final int capacity;
    private final long startedAtMillis;
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();
    private long newest;
    /** Whoever saw this one, or a later one, has missed nothing that is not kept. */
    private long completeAfter;

    /**
     * Nothing published yet.
     *
     * @param capacity most events kept
     * @param startedAtMillis when, in milliseconds since 1970: what tells the ids of one run from those of another
     */
    Replay(int capacity, long startedAtMillis) {
        this.capacity = capacity;
        this.startedAtMillis = startedAtMillis;
    }

    /** Id of the event published last. */
    String newestId() {
        return id(newest);
    }

    /** Takes the id for the next event. */
    String nextId() {
        newest++;
        return newestId();
    }

    private String id(long number) {
        return startedAtMillis + "-" + number;
    }

    /** Keeps the event that has the newest id. */
    void keep(LiveEvent event) {
        kept.remove(event.replaces());
        kept.put(event.replaces(), new Kept(newest, event));
        if (kept.size() > capacity) {
            completeAfter = kept.pollFirstEntry().getValue().number();
        }
    }

    /** An event is not published, for want of anybody to hear it: nobody can go on from before it. */
    void skip() {
        newest++;
        completeAfter = newest;
        kept.clear();
    }

    /** What was published after the event of that id; empty when that is not known any more, or never was. */
    Optional<List<LiveEvent>> after(String id) {
        return number(id)
                .filter(number -> number >= completeAfter && number <= newest)
                .map(number -> kept.values().stream()
                        .filter(later -> later.number() > number)
                        .map(Kept::event)
                        .toList());
    }

    private Optional<Long> number(String id) {
        String prefix = startedAtMillis + "-";
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return digits.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    private record Kept(long number, LiveEvent event) {}
}
