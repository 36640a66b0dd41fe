package io.lagcast.forecasting.boosting;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What an ensemble learns from: binned rows and, for each, how far the value {@code lead} buckets later was from the newest one, in units of how far
 * it usually is at that lead.
 */
final class Examples {

    /** Rows from which bins are learned: 64 of them want no more. */
    private static final int BIN_ROWS = 2000;

    /**
     * Part of the history at its start that may be left out, so that the seasons of what is learned from are known: a season is if it is not longer
     * than this part.
     */
    private static final double UNUSED = 0.25;

    private final byte[][] columns;
    private final float[] targets;

    private Examples(byte[][] columns, float[] targets) {
        this.columns = columns;
        this.targets = targets;
    }

    /** What the booster makes of them. */
    BoostedQuantiles learned(QuantileBooster booster) {
        return booster.fit(columns, targets);
    }

    /** Number of rows. */
    int size() {
        return targets.length;
    }

    /** Origins to learn from: one drawn from each of up to {@code most} equal parts of the history. Only those that were observed, and
     * whose target at the shortest {@code lead} is in the past. */
    static long[] origins(RebasedRows rows, double[] seasonsBuckets, int lead, int most, SplittableRandom random) {
        double all = rows.end() - rows.first();
        double skipped = Arrays.stream(seasonsBuckets)
                .filter(season -> season <= UNUSED * all)
                .max()
                .orElse(0);
        long start = rows.first() + (long) skipped;
        long usable = rows.end() - lead - start;
        if (usable <= 0) {
            return new long[0];
        }
        int parts = (int) Math.min(most, usable);
        double length = usable / (double) parts;
        long[] origins = new long[parts];
        for (int i = 0; i < parts; i++) {
            origins[i] = start + Math.min(usable - 1, (long) ((i + random.nextDouble()) * length));
        }
        return Arrays.stream(origins).filter(rows::isKnown).toArray();
    }

    /** Rows of those origins, at those leads in turn, to learn bins from. */
    static float[][] sample(RebasedRows rows, long[] origins, int[] leads) {
        int count = Math.min(BIN_ROWS, origins.length);
        float[][] sample = new float[count][rows.size()];
        for (int i = 0; i < count; i++) {
            rows.fill(origins[(int) ((long) i * origins.length / count)], leads[i % leads.length], sample[i]);
        }
        return sample;
    }

    /**
     * Rows of those origins whose target was observed: of each at all leads while that makes up to {@code most} rows, else at as many as do, beginning
     * with one drawn by chance, for leads taken in turn would meet the same phases of a season again and again.
     *
     * @param spreads what targets are divided by, by position in {@code leads}
     */
    static Examples of(
            RebasedRows rows,
            FeatureBins bins,
            long[] origins,
            int[] leads,
            double[] spreads,
            int most,
            SplittableRandom random) {
        int leadsPerOrigin = Math.clamp(most / origins.length, 1, leads.length);
        byte[][] columns = new byte[rows.size()][origins.length * leadsPerOrigin];
        float[] targets = new float[origins.length * leadsPerOrigin];
        float[] row = new float[rows.size()];
        int count = 0;
        for (long origin : origins) {
            int drawn = random.nextInt(leads.length);
            for (int j = 0; j < leadsPerOrigin; j++) {
                int at = (drawn + j) % leads.length;
                if (!rows.isKnown(origin + leads[at])) {
                    continue;
                }
                double newest = rows.fill(origin, leads[at], row);
                for (int feature = 0; feature < row.length; feature++) {
                    columns[feature][count] = bins.bin(feature, row[feature]);
                }
                targets[count++] = (float) ((rows.value(origin + leads[at]) - newest) / spreads[at]);
            }
        }
        return new Examples(columns, Arrays.copyOf(targets, count));
    }

    /** Mean distance of the value {@code lead} buckets later from the newest one; 1 if there was none. */
    static double spread(RebasedRows rows, long[] origins, int lead) {
        double sum = 0;
        int count = 0;
        for (long origin : origins) {
            if (rows.isKnown(origin + lead)) {
                sum += Math.abs(rows.value(origin + lead) - rows.value(origin));
                count++;
            }
        }
        return sum > 0 ? sum / count : 1;
    }
}
