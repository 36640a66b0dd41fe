package io.lagcast.forecasting.own;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A model that the user brings, learned elsewhere: a function from an {@link OwnModelRow} to one number a lead, the rate then in multiples of the row's level. Forecasters on
 * several threads may ask the same model; it has no memory, the same row gives the same answer.
 */
public interface OwnModel {

    /** What its user calls it. */
    String name();

    /** What tells it from any other model, such as a hash of its bytes; stored with forecasters that have it. */
    String digest();

    /** Length of the buckets its row is made of. */
    Duration step();

    /** How far ahead it answers, ascending; each a multiple of {@link #step()}. */
    List<Duration> leads();

    /** What made it and from what, as far as it says; empty if it does not. */
    String provenance();

    /**
     * Answers for a row.
     *
     * @param row numbers as {@link OwnModelRow} says
     * @param into receives a multiple of the level for each lead; one that is not finite says nothing
     */
    void answer(float[] row, double[] into);

    /** One that is known by name only, because it is not there any more: it says nothing. */
    static OwnModel absent(String name, String digest, Duration step, List<Duration> leads) {
        return new Absent(name, digest, step, List.copyOf(leads));
    }

    /** Stands in for a model that a stored forecaster had. */
    record Absent(String name, String digest, Duration step, List<Duration> leads) implements OwnModel {

        @Override
        public String provenance() {
            return "";
        }

        @Override
        public void answer(float[] row, double[] into) {
            Arrays.fill(into, Double.NaN);
        }
    }
}
