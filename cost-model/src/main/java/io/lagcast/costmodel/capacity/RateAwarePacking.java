package io.lagcast.costmodel.capacity;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How few consumers would do if partitions were dealt by their rates instead of by their number: first fit decreasing, which needs at most 11/9 of
 * the fewest possible and 6/9 of a consumer more (G. Dósa, The Tight Bound of First Fit Decreasing Bin-Packing Algorithm, 2007,
 * doi:10.1007/978-3-540-74450-4_1).
 */
final class RateAwarePacking {

    private RateAwarePacking() {}

    /** Consumers of {@code capacity} each that carry all rates; empty if a single rate is more than one carries. */
    static OptionalInt consumers(double[] ratePerSecond, double capacity) {
        double[] ascending = ratePerSecond.clone();
        Arrays.sort(ascending);
        if (ascending.length == 0 || ascending[ascending.length - 1] > capacity) {
            return OptionalInt.empty();
        }
        double[] room = new double[ascending.length];
        int used = 0;
        for (int i = ascending.length - 1; i >= 0; i--) {
            int consumer = 0;
            while (consumer < used && room[consumer] < ascending[i]) {
                consumer++;
            }
            if (consumer == used) {
                room[used++] = capacity;
            }
            room[consumer] -= ascending[i];
        }
        return OptionalInt.of(used);
    }
}
