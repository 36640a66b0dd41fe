package io.lagcast.forecasting.boosting;

/** The empirical quantile of some numbers, by selection: Hoare (1961), "Algorithm 65: Find", https://doi.org/10.1145/366622.366647. */
final class OrderStatistic {

    private OrderStatistic() {}

    /**
     * The quantile at {@code level} of the first {@code count} values, interpolated between neighbours as R's type 7 does; puts them in another order.
     */
    static double quantile(float[] values, int count, double level) {
        double position = level * (count - 1);
        int below = (int) position;
        double lower = select(values, count, below);
        double part = position - below;
        if (part == 0 || below + 1 == count) {
            return lower;
        }
        float upper = Float.POSITIVE_INFINITY;
        for (int i = below + 1; i < count; i++) {
            upper = Math.min(upper, values[i]);
        }
        return lower + part * (upper - lower);
    }

    private static float select(float[] values, int count, int rank) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            float pivot = values[rank];
            int i = low;
            int j = high;
            do {
                while (values[i] < pivot) {
                    i++;
                }
                while (pivot < values[j]) {
                    j--;
                }
                if (i <= j) {
                    float swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            } while (i <= j);
            if (j < rank) {
                low = i;
            }
            if (rank < i) {
                high = j;
            }
        }
        return values[rank];
    }
}
