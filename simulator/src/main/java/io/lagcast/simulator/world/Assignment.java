package io.lagcast.simulator.world;

import java.util.Arrays;

/** Who owns which partition: counts balanced, sticky, and blind to rates, as Kafka's sticky assignors are. Mutable. */
final class Assignment {

    private static final int NOBODY = -1;

    private final double[] share;
    private final int[] owner;
    private double largestShare;

    /** Partitions with the given shares of the arrivals, dealt to {@code members}. */
    Assignment(double[] share, int members) {
        this.share = share;
        this.owner = new int[share.length];
        Arrays.fill(owner, NOBODY);
        deal(members);
    }

    private Assignment(Assignment other) {
        share = other.share;
        owner = other.owner.clone();
        largestShare = other.largestShare;
    }

    Assignment copy() {
        return new Assignment(this);
    }

    /** Index of the owner, negative where nobody owns the partition. */
    int owner(int partition) {
        return owner[partition];
    }

    /** Share of the arrivals that goes to the busiest member; infinite where there is none. */
    double largestShare() {
        return largestShare;
    }

    /** Deals anew: a partition stays where it is as long as its owner is there and has room. */
    void deal(int members) {
        if (members == 0) {
            largestShare = Double.POSITIVE_INFINITY;
            Arrays.fill(owner, NOBODY);
            return;
        }
        int[] room = room(members);
        for (int p = 0; p < owner.length; p++) {
            boolean stays = owner[p] >= 0 && owner[p] < members && room[owner[p]] > 0;
            owner[p] = stays ? owner[p] : NOBODY;
            if (stays) {
                room[owner[p]]--;
            }
        }
        int next = 0;
        for (int p = 0; p < owner.length; p++) {
            if (owner[p] == NOBODY) {
                while (room[next] == 0) {
                    next++;
                }
                owner[p] = next;
                room[next]--;
            }
        }
        largestShare = largest(members);
    }

    private int[] room(int members) {
        int[] room = new int[members];
        for (int m = 0; m < members; m++) {
            room[m] = owner.length / members + (m < owner.length % members ? 1 : 0);
        }
        return room;
    }

    private double largest(int members) {
        double[] load = new double[members];
        double largest = 0;
        for (int p = 0; p < owner.length; p++) {
            load[owner[p]] += share[p];
            largest = Math.max(largest, load[owner[p]]);
        }
        return largest;
    }
}
