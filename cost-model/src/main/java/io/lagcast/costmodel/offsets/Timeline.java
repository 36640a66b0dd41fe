package io.lagcast.costmodel.offsets;

/**
 * The instants at which a group's end offsets are remembered, shared by all its partitions. It keeps {@value #POINTS} points over two hours,
 * thinned so that the distance between neighbours grows with their age: an age read from it is off by a few per cent, not by a fixed time.
 *
 * <p>Points have a <em>rank</em> (0 = oldest) that changes when others are dropped, and a <em>place</em> that does not; partitions store
 * their offsets by place.
 */
final class Timeline {

    /** Points kept: neighbours then lie about 14 % of their age apart when sampled every 15 s. */
    static final int POINTS = 48;

    /** How far back the oldest point reaches, in microseconds: two hours, the window a decision looks at. */
    private static final long SPAN_MICROS = 2 * 3600 * EventTime.MICROS_PER_SECOND;

    private final long[] atMicros = new long[POINTS];
    private final int[] places = new int[POINTS];
    private int size;

    int size() {
        return size;
    }

    long atMicros(int rank) {
        return atMicros[rank];
    }

    int place(int rank) {
        return places[rank];
    }

    /** Adds the newest instant, dropping the least useful point when full, and returns the place to store offsets at. */
    int add(long nowMicros) {
        if (size < POINTS) {
            places[size] = size;
            atMicros[size] = nowMicros;
            return places[size++];
        }
        int dropped = leastUseful(nowMicros);
        int place = places[dropped];
        int behind = POINTS - dropped - 1;
        System.arraycopy(atMicros, dropped + 1, atMicros, dropped, behind);
        System.arraycopy(places, dropped + 1, places, dropped, behind);
        atMicros[POINTS - 1] = nowMicros;
        places[POINTS - 1] = place;
        return place;
    }

    /** The point whose neighbours are closest in relation to its age; the oldest once its successor covers the span. */
    private int leastUseful(long nowMicros) {
        if (nowMicros - atMicros[1] >= SPAN_MICROS) {
            return 0;
        }
        int least = 1;
        double leastGap = Double.POSITIVE_INFINITY;
        for (int rank = 1; rank < POINTS - 1; rank++) {
            double gap = (double) (atMicros[rank + 1] - atMicros[rank - 1]) / (nowMicros - atMicros[rank]);
            if (gap < leastGap) {
                leastGap = gap;
                least = rank;
            }
        }
        return least;
    }
}
