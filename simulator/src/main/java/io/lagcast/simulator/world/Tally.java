package io.lagcast.simulator.world;

import org.jspecify.annotations.Nullable;

/** What a run has come to so far: replica-seconds, records and how late they were, lag, moves. Mutable. */
public final class Tally {

    private final int lagTimeSeconds;
    private final @Nullable LagTimes lagTimes;
    private double replicaSeconds;
    private double processed;
    private double late;
    private double abandoned;
    private double doneAgain;
    private double lagSum;
    private double lagMax;
    private int lagSeconds;
    private int movesOut;
    private int movesIn;

    Tally(int lagTimeSeconds, @Nullable LagTimes lagTimes) {
        this.lagTimeSeconds = lagTimeSeconds;
        this.lagTimes = lagTimes;
    }

    Tally copy(@Nullable LagTimes otherLagTimes) {
        Tally copy = new Tally(lagTimeSeconds, otherLagTimes);
        copy.replicaSeconds = replicaSeconds;
        copy.processed = processed;
        copy.late = late;
        copy.abandoned = abandoned;
        copy.doneAgain = doneAgain;
        copy.lagSum = lagSum;
        copy.lagMax = lagMax;
        copy.lagSeconds = lagSeconds;
        copy.movesOut = movesOut;
        copy.movesIn = movesIn;
        return copy;
    }

    void pay(int replicas) {
        replicaSeconds += replicas;
    }

    void process(int ageSeconds, double records) {
        processed += records;
        if (ageSeconds > lagTimeSeconds) {
            late += records;
        }
        if (lagTimes != null) {
            lagTimes.add(ageSeconds, records);
        }
    }

    void doAgain(double records) {
        doneAgain += records;
    }

    void lag(double records, boolean counts) {
        if (counts) {
            lagSum += records;
            lagMax = Math.max(lagMax, records);
            lagSeconds++;
        }
    }

    void move(boolean out) {
        if (out) {
            movesOut++;
        } else {
            movesIn++;
        }
    }

    /** Records that were never processed: as late as can be told. */
    void abandon(double records) {
        abandoned += records;
        late += records;
        if (lagTimes != null) {
            lagTimes.add(lagTimeSeconds + 1, records);
        }
    }

    /** Replicas paid, in replica-seconds. */
    public double replicaSeconds() {
        return replicaSeconds;
    }

    /** Records processed for the first time. */
    public double processed() {
        return processed;
    }

    /** Records that were late, the abandoned ones included. */
    public double late() {
        return late;
    }

    /** Records that were never processed. */
    public double abandoned() {
        return abandoned;
    }

    /** Records that had to be processed again. */
    public double doneAgain() {
        return doneAgain;
    }

    /** Mean lag over the seconds of the trace. */
    public double meanLag() {
        return lagSeconds == 0 ? 0 : lagSum / lagSeconds;
    }

    public double maxLag() {
        return lagMax;
    }

    public int movesOut() {
        return movesOut;
    }

    public int movesIn() {
        return movesIn;
    }

    public int moves() {
        return movesOut + movesIn;
    }

    public int lagTimeSeconds() {
        return lagTimeSeconds;
    }

    /** How old records were. */
    public LagTimes lagTimes() {
        if (lagTimes == null) {
            throw new IllegalStateException("A copied group does not remember how old records were");
        }
        return lagTimes;
    }

    /** Replica-seconds and the price of what was late. */
    public double cost(double replicaSecondsPerLateRecord) {
        return replicaSeconds + late * replicaSecondsPerLateRecord;
    }
}
