package io.lagcast.simulator.scaler;

import io.lagcast.simulator.world.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the best plan still costs from a decision on, by replica count and backlog: the backward dynamic programme over the true arrivals on the
 * {@linkplain FluidGroup fluid} group.
 *
 * <pre>{@code
 * V(t, n, q) = min( n D + late + V(t + 1, n, q'),               stay
 *                   J(t, m, q) for m < n,                        leave at once
 *                   m L D + late while waiting + J(t + L, m, q'') for m > n )   join L decisions later
 * J(t, m, q) = m D + late + V(t + 1, m, q') with the pause lost
 * }</pre>
 *
 * <p>Backlogs lie on a grid that is fine near zero, values between them are linear; beyond it every further record is late, and
 * costs at least that. The table is kept in blocks: two are filled at a time, from the
 * state saved at their ends, so that months need no more memory than days.
 */
final class ValueTable {

    private static final int NODES = 48;
    private static final int BLOCK = 1024;

    /** The largest backlog on the grid, in lag times of the highest rate; beyond it values go on in a straight line. */
    private static final double LARGEST_LAG_TIMES = 4;

    private final FluidGroup group;
    private final int[] counts;
    private final double movePrice;
    private final int interval;
    private final int first;
    private final int decisions;
    private final int lead;
    private final int[] leaveLost;
    private final int[] joinLost;
    private final double[] backlog = new double[NODES];
    private final int layer;
    private final List<double[][]> snapshots = new ArrayList<>();
    /** Two blocks, since values a little ahead are asked for as well: block {@code b} lies in place {@code b % 2}. */
    private final double[][][] blocks = new double[2][][];

    private final int[] blockAt = {-1, -1};

    /** Carried from one decision to the one before: values, pauses by their part, waits by decisions left. */
    private double[][] state;

    /** Values from the first decision of the scenario to its end. */
    ValueTable(Scenario scenario, FluidGroup group, int[] counts, double movePrice) {
        this(scenario, group, counts, movePrice, 0, scenario.decisions());
    }

    /** Values from decision {@code first} on, as if everything ended before decision {@code end}. */
    ValueTable(Scenario scenario, FluidGroup group, int[] counts, double movePrice, int first, int end) {
        this.group = group;
        this.movePrice = movePrice;
        this.counts = counts.clone();
        interval = scenario.intervalSeconds();
        this.first = first;
        decisions = Math.min(end, scenario.decisions()) - first;
        lead = group.startUpSeconds() / interval;
        leaveLost = parts(group.pauseSeconds());
        joinLost = parts(group.pauseSeconds() + group.startUpSeconds() % interval);
        layer = counts.length * NODES;
        double highest = 1;
        for (int t = first; t < first + decisions; t++) {
            highest = Math.max(highest, scenario.arrivals().meanPerSecond(t * interval, (t + 1) * interval));
        }
        double largest = LARGEST_LAG_TIMES * Math.max(1, scenario.lagTimeSeconds()) * highest;
        for (int j = 0; j < NODES; j++) {
            double share = j / (NODES - 1.0);
            backlog[j] = largest * share * share;
        }
        state = end();
        fillSnapshots();
    }

    private double[][] end() {
        double[] values = new double[layer];
        for (int n = 0; n < counts.length; n++) {
            for (int j = 0; j < NODES; j++) {
                values[n * NODES + j] = group.endCost(backlog[j], counts[n]);
            }
        }
        double[][] end = new double[1 + leaveLost.length + joinLost.length + lead + 1][];
        Arrays.setAll(end, i -> values.clone());
        return end;
    }

    private void fillSnapshots() {
        int blocks = (decisions + BLOCK - 1) / BLOCK;
        for (int b = 0; b < blocks; b++) {
            snapshots.add(new double[0][]);
        }
        for (int b = blocks - 1; b >= 0; b--) {
            snapshots.set(b, copy(state));
            for (int t = Math.min(decisions, (b + 1) * BLOCK) - 1; t >= b * BLOCK; t--) {
                stepBack(first + t);
            }
        }
    }

    private static double[][] copy(double[][] arrays) {
        return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
    }

    private double[][] block(int b) {
        if (blockAt[b % 2] == b) {
            return blocks[b % 2];
        }
        state = copy(snapshots.get(b));
        int begin = b * BLOCK;
        double[][] block = new double[Math.min(decisions, begin + BLOCK) - begin][];
        for (int t = block.length - 1; t >= 0; t--) {
            stepBack(first + begin + t);
            block[t] = state[0].clone();
        }
        blocks[b % 2] = block;
        blockAt[b % 2] = b;
        return block;
    }

    /** The value at decision {@code t} of having {@code replicas}, nothing under way. */
    double value(int t, int replicas, double records) {
        int at = t - first;
        if (at >= decisions) {
            return group.endCost(records, replicas);
        }
        return between(block(at / BLOCK)[at % BLOCK], row(replicas) * NODES, records);
    }

    /** The largest planned count that is no larger. */
    private int row(int replicas) {
        int found = Arrays.binarySearch(counts, replicas);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    private double between(double[] values, int row, double records) {
        double beyond = records - backlog[NODES - 1];
        if (beyond > 0) {
            double last = values[row + NODES - 1];
            double slope = (last - values[row + NODES - 2]) / (backlog[NODES - 1] - backlog[NODES - 2]);
            return last + beyond * Math.max(slope, group.replicaSecondsPerLate());
        }
        int below = below(records);
        double low = values[row + below];
        double share = (records - backlog[below]) / (backlog[below + 1] - backlog[below]);
        return low + share * (values[row + below + 1] - low);
    }

    private int below(double records) {
        int node = (int) (Math.sqrt(records / backlog[NODES - 1]) * (NODES - 1));
        node = Math.clamp(node, 0, NODES - 2);
        return backlog[node] > records ? node - 1 : node;
    }

    /** The seconds lost in each decision of a pause, the last one first. */
    private int[] parts(int lostSeconds) {
        int[] parts = new int[lostSeconds / interval + 1];
        Arrays.fill(parts, interval);
        parts[0] = lostSeconds % interval;
        return parts;
    }

    private double[] leaves(double[][] at, int part) {
        return at[1 + part];
    }

    private double[] joins(double[][] at, int part) {
        return at[1 + leaveLost.length + part];
    }

    private double[] waits(double[][] at, int left) {
        return at[1 + leaveLost.length + joinLost.length + left];
    }

    private void stepBack(int t) {
        double[][] now = new double[state.length][layer];
        for (int n = 0; n < counts.length; n++) {
            for (int part = 0; part < leaveLost.length; part++) {
                double[] next = part == 0 ? state[0] : leaves(state, part - 1);
                fillPause(t, n, leaveLost[part], next, leaves(now, part));
            }
            for (int part = 0; part < joinLost.length; part++) {
                double[] next = part == 0 ? state[0] : joins(state, part - 1);
                fillPause(t, n, joinLost[part], next, joins(now, part));
            }
        }
        fillAsked(joins(now, joinLost.length - 1), waits(now, 0));
        double[] left = leaves(now, leaveLost.length - 1);
        double[] smaller = new double[NODES];
        Arrays.fill(smaller, Double.POSITIVE_INFINITY);
        for (int n = 0; n < counts.length; n++) {
            fillValues(t, n, now, smaller);
            for (int j = 0; j < NODES; j++) {
                smaller[j] = Math.min(smaller[j], left[n * NODES + j]);
            }
        }
        state = now;
    }

    private void fillPause(int t, int n, int lostSeconds, double[] next, double[] into) {
        int from = t * interval;
        int to = from + interval;
        for (int j = 0; j < NODES; j++) {
            group.advance(backlog[j], from, from + lostSeconds, group.capacityWhilePaused(counts[n]));
            double cost = counts[n] * (double) interval + group.lateCost();
            group.advance(group.backlogAfter(), from + lostSeconds, to, group.capacity(counts[n]));
            cost += group.lateCost();
            into[n * NODES + j] = cost + between(next, n * NODES, group.backlogAfter());
        }
    }

    /** For every count the cheapest larger one that joins now, its pay since it was asked for included. */
    private void fillAsked(double[] joined, double[] into) {
        for (int j = 0; j < NODES; j++) {
            double best = Double.POSITIVE_INFINITY;
            for (int n = counts.length - 1; n >= 0; n--) {
                into[n * NODES + j] = best;
                best = Math.min(best, (double) counts[n] * interval * lead + joined[n * NODES + j]);
            }
        }
    }

    private void fillValues(int t, int n, double[][] now, double[] smaller) {
        int from = t * interval;
        double capacity = group.capacity(counts[n]);
        boolean largest = n == counts.length - 1;
        for (int j = 0; j < NODES; j++) {
            int cell = n * NODES + j;
            group.advance(backlog[j], from, from + interval, capacity);
            double after = group.backlogAfter();
            double late = group.lateCost();
            for (int left = 1; left <= lead; left++) {
                waits(now, left)[cell] =
                        largest ? Double.POSITIVE_INFINITY : late + between(waits(state, left - 1), n * NODES, after);
            }
            double stay = counts[n] * (double) interval + late + between(state[0], n * NODES, after);
            now[0][cell] = Math.min(stay, movePrice + Math.min(waits(now, lead)[cell], smaller[j]));
        }
    }
}
