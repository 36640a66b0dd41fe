package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.RecordsPerSecond;

/**
 * What one replica is believed to process when there is enough to do; zero when nothing is known.
 *
 * @param low cautious (low-quantile) value, for scaling in
 * @param median middle value, for scaling out
 * @param observations how many backlogged windows taught it; 0 means prior or bound only
 */
public record Throughput(RecordsPerSecond low, RecordsPerSecond median, int observations) {

    /** Nothing was seen and nobody said anything. */
    public static final Throughput UNKNOWN = new Throughput(RecordsPerSecond.NONE, RecordsPerSecond.NONE, 0);

    public boolean isKnown() {
        return median.value() > 0;
    }
}
