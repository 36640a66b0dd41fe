package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Observation;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The counts that somebody asked for in the past, asked for again at the same times. The first one holds from the beginning. */
public final class RecordedReplicas implements Scaler {

    private final String name;
    private final NavigableMap<Instant, Integer> countSince;

    /**
     * The recorded counts.
     *
     * @param countSince by the time from which it was asked for; not empty
     */
    public RecordedReplicas(String name, NavigableMap<Instant, Integer> countSince) {
        if (countSince.isEmpty()) {
            throw new IllegalArgumentException("No count was recorded");
        }
        this.name = name;
        this.countSince = new TreeMap<>(countSince);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int decide(Observation seen) {
        var since = countSince.floorEntry(seen.time());
        return since == null ? countSince.firstEntry().getValue() : since.getValue();
    }

    @Override
    public boolean isReactive() {
        return false;
    }
}
