package io.lagcast.costmodel.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What groups of so many replicas were seen to carry while a partition was late. An assignor that is blind to rates may deal uneven partitions worse than
 * any deal one thinks of, and the same way again whenever it is asked for the same count: a group that goes back to a count that did not do it last time would
 * be moved to and fro.
 *
 * <p>While the oldest record of the latest partition becomes {@code d} seconds older in {@code t}, its consumer does {@code 1 - d / t} of what arrives for it.
 * With {@code A} records a second arriving at the whole group, that many replicas carry
 *
 * <pre>
 * A (1 - d / t)
 * </pre>
 *
 * of such arrivals. Commits come in jumps of seconds, so {@code t} is at least {@link #ENOUGH}. The newest sight of a count counts, for {@link #KEPT}.
 * Mutable, one owner.
 */
public final class SeenDeals {

    static final Duration ENOUGH = Duration.ofSeconds(90);

    /** Every move deals anew, and a bad deal is not for ever: long enough not to be tried again and again, short enough to be tried again. */
    static final Duration KEPT = Duration.ofHours(1);

    private final Map<Integer, Deal> deals = new HashMap<>();
    private int replicas;
    private double records;
    private double seconds;
    private double olderSeconds;

    /**
     * An interval all of which so many replicas served undisturbed with a partition that was late.
     *
     * @param end its end
     * @param interval how long it was
     * @param arrivedPerSecond records a second that arrived at the whole group
     * @param older by how much older the oldest record of the latest partition became; negative if younger
     * @param serving replicas that served
     */
    public void add(Instant end, Duration interval, double arrivedPerSecond, Duration older, int serving) {
        if (serving != replicas) {
            stop();
            replicas = serving;
        }
        double length = interval.toMillis() / 1000.0;
        records += arrivedPerSecond * length;
        seconds += length;
        olderSeconds += older.toMillis() / 1000.0;
        if (seconds * 1000 >= ENOUGH.toMillis()) {
            double carried = records / seconds * Math.max(0, 1 - olderSeconds / seconds);
            deals.put(serving, new Deal(end, carried));
        }
    }

    /** What comes next does not continue what came before. */
    public void stop() {
        records = 0;
        seconds = 0;
        olderSeconds = 0;
    }

    /** Records a second that counts of replicas were seen to carry, by count. */
    public Map<Integer, Double> carriedPerSecond(Instant now) {
        Map<Integer, Double> carried = new HashMap<>();
        deals.forEach((count, deal) -> {
            if (Duration.between(deal.seen(), now).compareTo(KEPT) <= 0) {
                carried.put(count, deal.perSecond());
            }
        });
        return carried;
    }

    private record Deal(Instant seen, double perSecond) {}
}
