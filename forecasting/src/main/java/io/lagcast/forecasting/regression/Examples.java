package io.lagcast.forecasting.regression;

import java.util.Arrays;

/**
 * What was known at past origins and what followed: rows that are standardised, and targets that are differences to the anchor. In time order.
 *
 * <p>An origin is an example if it and its target were observed; nothing is learned from what a gap was filled with. If there are more than are wanted,
 * origin {@code t} is taken when the fractional part of {@code t} times the golden ratio is small enough: this thins evenly and falls into step with no
 * season. Source: Weyl's equidistribution, https://doi.org/10.1007/BF01475864.
 */
final class Examples {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final int width;
    private final int count;
    private final double[] inputs;
    private final double[] targets;
    private final double[] anchors;
    private final Standardisation standardisation;

    /**
     * A range of leads that are learned together. An origin gets the lead where the fractional part of its product with the root of 2 falls, which is
     * evenly spread too and has nothing to do with which origins are taken.
     */
    record Leads(int first, int last) {

        static Leads only(int lead) {
            return new Leads(lead, lead);
        }

        int of(long origin) {
            double turns = origin * Math.sqrt(2);
            return first + (int) ((turns - Math.floor(turns)) * (last - first + 1));
        }

        int middle() {
            return (first + last) / 2;
        }
    }

    /**
     * Collects examples.
     *
     * @param leads of which each origin gets one
     * @param oldest the first origin looked at
     * @param atMost how many examples to take, about
     */
    Examples(FeatureRows rows, Leads leads, long oldest, int atMost) {
        this.width = rows.size();
        long newest = rows.end() - 1 - leads.last();
        long from = Math.max(oldest, rows.first());
        double share = Math.min(1, (double) atMost / Math.max(1, newest - from + 1));
        int room = (int) Math.max(0, Math.min(newest - from + 1, atMost + atMost / 8 + 16));
        double[] collected = new double[room * width];
        this.targets = new double[room];
        this.anchors = new double[room];
        double[] row = new double[width];
        int taken = 0;
        for (long origin = from; origin <= newest && taken < room; origin++) {
            int lead = leads.of(origin);
            if (isTaken(origin, share) && rows.isKnown(origin) && rows.isKnown(origin + lead)) {
                rows.fill(origin, lead, row);
                System.arraycopy(row, 0, collected, taken * width, width);
                anchors[taken] = rows.anchor(origin);
                targets[taken] = rows.value(origin + lead) - anchors[taken];
                taken++;
            }
        }
        this.count = taken;
        this.inputs = collected;
        this.standardisation = Standardisation.of(inputs, count, width, spreads(rows));
        for (int i = 0; i < count; i++) {
            standardisation.apply(inputs, i * width);
        }
    }

    private static boolean isTaken(long origin, double share) {
        double turns = origin * GOLDEN;
        return share >= 1 || turns - Math.floor(turns) < share;
    }

    private double[] spreads(FeatureRows rows) {
        double spread = spread();
        double[] spreads = new double[width];
        for (int j = 0; j < width; j++) {
            spreads[j] = rows.hasUnit(j) ? spread : 1;
        }
        return spreads;
    }

    private double spread() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double value = anchors[i] + targets[i] - anchors[0];
            sum += value;
            squares += value * value;
        }
        return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - sum * sum / count / count));
    }

    int count() {
        return count;
    }

    int width() {
        return width;
    }

    /** Row after row, each of {@link #width()} numbers. */
    double[] inputs() {
        return inputs;
    }

    double[] targets() {
        return targets;
    }

    double[] anchors() {
        return anchors;
    }

    Standardisation standardisation() {
        return standardisation;
    }

    /** Whether the targets, as far as they count, are all alike: then there is nothing to learn. */
    boolean isFlat() {
        return Arrays.stream(targets, 0, count).allMatch(target -> target == targets[0]);
    }

    /** What coefficients, the intercept last, say about an example. */
    double predicted(double[] coefficients, int example) {
        return product(coefficients, example) + coefficients[width];
    }

    private double product(double[] coefficients, int example) {
        int at = example * width;
        double even = 0;
        double odd = 0;
        double third = 0;
        double fourth = 0;
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            even += inputs[at + j] * coefficients[j];
            odd += inputs[at + j + 1] * coefficients[j + 1];
            third += inputs[at + j + 2] * coefficients[j + 2];
            fourth += inputs[at + j + 3] * coefficients[j + 3];
        }
        for (; j < width; j++) {
            even += inputs[at + j] * coefficients[j];
        }
        return even + odd + third + fourth;
    }
}
