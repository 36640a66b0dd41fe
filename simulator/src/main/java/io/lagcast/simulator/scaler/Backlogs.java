package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.SimulatedGroup;
import java.util.Arrays;

/**
 * How unequally the replicas of a group are behind: at most three classes of them, each with its share of the arrivals and the backlog the whole group
 * would have if everybody were as far behind as they are.
 */
final class Backlogs {

    private static final int NOTHING = 0;
    private static final int LESS = 1;
    private static final int MORE = 2;

    private final double[] records;
    private final double[] weight;

    private Backlogs(double[] records, double[] weight) {
        this.records = records;
        this.weight = weight;
    }

    static Backlogs of(SimulatedGroup group) {
        if (group.isLevel()) {
            return new Backlogs(new double[1], new double[] {1});
        }
        int partitions = group.settings().partitions();
        double[] waiting = new double[partitions + 1];
        double[] load = new double[partitions + 1];
        for (int p = 0; p < partitions; p++) {
            int replica = group.owner(p) + 1;
            waiting[replica] += group.endOffset(p) - group.processedOffset(p);
            load[replica] += group.share(p);
        }
        double mean = Arrays.stream(waiting).sum();
        double[] records = new double[3];
        double[] weight = new double[3];
        for (int m = 0; m <= partitions; m++) {
            if (load[m] > 0) {
                double behind = waiting[m] / load[m];
                int at = behind <= 0 ? NOTHING : behind <= mean ? LESS : MORE;
                records[at] += waiting[m];
                weight[at] += load[m];
            }
        }
        return compact(records, weight);
    }

    private static Backlogs compact(double[] waiting, double[] load) {
        double[] records = new double[3];
        double[] weight = new double[3];
        int size = 0;
        for (int i = 0; i < 3; i++) {
            if (load[i] > 0) {
                records[size] = waiting[i] / load[i];
                weight[size++] = load[i];
            }
        }
        return new Backlogs(Arrays.copyOf(records, size), Arrays.copyOf(weight, size));
    }

    int classes() {
        return weight.length;
    }

    /** Backlog of the whole group if all were as far behind as this class. */
    double records(int index) {
        return records[index];
    }

    /** Share of the arrivals that goes to this class; the shares sum to 1. */
    double weight(int index) {
        return weight[index];
    }
}
