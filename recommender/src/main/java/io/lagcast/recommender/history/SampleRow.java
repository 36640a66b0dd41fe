package io.lagcast.recommender.history;

import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import java.util.List;

/** What is written behind, in order. */
sealed interface SampleRow {

    /**
     * A sample and what accounting made of it.
     *
     * @param workload name of the workload
     * @param sample as read
     * @param measurement as accounted
     */
    record Recorded(String workload, LagSample sample, Measurement measurement) implements SampleRow {}

    /**
     * Everything of the workload up to here is to be deleted.
     *
     * @param workload name of the workload
     */
    record Forgotten(String workload) implements SampleRow {}

    /**
     * Forwarded samples whose places are given are stored before this, and need not be kept any more.
     *
     * @param positions where they were kept
     */
    record Forwarded(List<Long> positions) implements SampleRow {

        public Forwarded {
            positions = List.copyOf(positions);
        }
    }
}
