package io.lagcast.costmodel;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the partitions of a group allow, until when that is enough, and what dealing them by rate would save.
 *
 * @param partitions partitions there are
 * @param assignor by which rule they are dealt; empty if unknown, taken as sticky then
 * @param ceiling replicas beyond which more have nothing to do
 * @param ceilingRate what so many replicas carry, zero while throughput is unknown
 * @param growth when arrivals reach that
 * @param assignment what rates say about the dealing; empty while throughput or rates are unknown
 */
public record PartitionAdvice(
        int partitions,
        Optional<Assignor> assignor,
        Replicas ceiling,
        RecordsPerSecond ceilingRate,
        Growth growth,
        Optional<Assignment> assignment) {

    /** Whether and when growing daily peaks reach what the partitions allow. */
    public sealed interface Growth {

        /**
         * Too little was seen.
         *
         * @param days days whose peak is known
         * @param needed days that are needed
         * @param missing what is missing, in words
         */
        record NotEnoughEvidence(int days, int needed, String missing) implements Growth {}

        /**
         * Peaks do not reach the ceiling within two years, even at the upper end of the trend's interval.
         *
         * @param trend the trend
         */
        record FarAway(Trend trend) implements Growth {}

        /**
         * Peaks reach the ceiling.
         *
         * @param trend the trend
         * @param earliest at the upper end of the trend's interval
         * @param expected at the trend itself; empty if not within two years
         * @param latest at the lower end; empty if not within two years
         * @param partitionsForAYear partitions with which a year from now will do at the upper end, dealt and skewed as now
         */
        record ReachesCeiling(
                Trend trend,
                Instant earliest,
                Optional<Instant> expected,
                Optional<Instant> latest,
                int partitionsForAYear)
                implements Growth {}
    }

    /**
     * How daily peaks change, in records per second.
     *
     * @param days days that taught it
     * @param peak peak that one day in ten exceeds now
     * @param perDay change from day to day
     * @param perDayLow lower end of a 90 % interval
     * @param perDayHigh upper end
     */
    public record Trend(int days, RecordsPerSecond peak, double perDay, double perDayLow, double perDayHigh) {}

    /**
     * Replicas a rate needs with the assignor in use, which is blind to rates, and with one that is not.
     *
     * @param rate the rate: a high day's peak where that is known, present arrivals otherwise
     * @param replicas fewest that carry it as partitions are dealt now; empty if no number does
     * @param rateAware fewest that would if partitions were dealt by rate; empty if a partition is too hot for one thread
     */
    public record Assignment(RecordsPerSecond rate, OptionalInt replicas, OptionalInt rateAware) {}
}
