package io.lagcast.simulator;

import java.util.Arrays;

/** How a run went, decision by decision: what was asked for, what waited and for how long. Mutable while it is recorded. */
public final class Course {

    private final int intervalSeconds;
    private int[] replicas;
    private float[] lagRecords;
    private int[] lagSeconds;
    private int size;

    Course(int intervalSeconds, int decisions) {
        this.intervalSeconds = intervalSeconds;
        replicas = new int[decisions];
        lagRecords = new float[decisions];
        lagSeconds = new int[decisions];
    }

    void add(int desired, double records, int seconds) {
        if (size == replicas.length) {
            replicas = Arrays.copyOf(replicas, 2 * size + 1);
            lagRecords = Arrays.copyOf(lagRecords, 2 * size + 1);
            lagSeconds = Arrays.copyOf(lagSeconds, 2 * size + 1);
        }
        replicas[size] = desired;
        lagRecords[size] = (float) records;
        lagSeconds[size] = seconds;
        size++;
    }

    public int intervalSeconds() {
        return intervalSeconds;
    }

    public int size() {
        return size;
    }

    /** Replicas asked for after decision {@code index}. */
    public int replicas(int index) {
        return replicas[index];
    }

    /** Records waiting at decision {@code index}. */
    public double lagRecords(int index) {
        return lagRecords[index];
    }

    /** Age of the oldest record waiting at decision {@code index}. */
    public int lagSeconds(int index) {
        return lagSeconds[index];
    }
}
