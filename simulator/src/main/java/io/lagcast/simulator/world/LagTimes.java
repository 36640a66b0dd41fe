package io.lagcast.simulator.world;

import java.util.Arrays;

/** How old records were when they were processed for the first time, in whole seconds. Mutable. */
public final class LagTimes {

    private double[] records = new double[64];
    private double total;

    void add(int seconds, double count) {
        if (seconds >= records.length) {
            records = Arrays.copyOf(records, Math.max(seconds + 1, 2 * records.length));
        }
        records[seconds] += count;
        total += count;
    }

    public double total() {
        return total;
    }

    /** Records that were exactly {@code seconds} old. */
    public double at(int seconds) {
        return seconds < records.length ? records[seconds] : 0;
    }

    public double meanSeconds() {
        double sum = 0;
        for (int seconds = 0; seconds < records.length; seconds++) {
            sum += seconds * records[seconds];
        }
        return total == 0 ? 0 : sum / total;
    }

    /** The smallest age that at least {@code share} of the records did not exceed. */
    public int quantileSeconds(double share) {
        double wanted = share * total * (1 - 1e-12);
        double sum = 0;
        for (int seconds = 0; seconds < records.length; seconds++) {
            sum += records[seconds];
            if (sum >= wanted) {
                return seconds;
            }
        }
        return records.length - 1;
    }

    public int maxSeconds() {
        int seconds = records.length - 1;
        while (seconds > 0 && records[seconds] == 0) {
            seconds--;
        }
        return seconds;
    }

    /** Share of the records that were no older than {@code seconds}; 1 if there were none. */
    public double shareWithin(int seconds) {
        double sum = 0;
        for (int age = 0; age <= seconds && age < records.length; age++) {
            sum += records[age];
        }
        return total == 0 ? 1 : sum / total;
    }
}
