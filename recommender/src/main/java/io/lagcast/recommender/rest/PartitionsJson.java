package io.lagcast.recommender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.PartitionAdvice;
import io.lagcast.costmodel.PartitionAdvice.Assignment;
import io.lagcast.costmodel.PartitionAdvice.Growth;
import io.lagcast.costmodel.PartitionAdvice.Trend;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of a group allow and until when.
 *
 * @param count partitions there are
 * @param assignor by which rule they are dealt; absent if unknown
 * @param ceilingReplicas replicas beyond which more have nothing to do
 * @param ceilingPerSecond records per second that so many carry; 0 while throughput is unknown
 * @param growth when growing daily peaks get there
 * @param assignment what dealing partitions by rate would save; absent while throughput or rates are unknown
 * @param text all of it in a sentence or two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartitionsJson(
        int count,
        @Nullable Assignor assignor,
        int ceilingReplicas,
        double ceilingPerSecond,
        GrowthJson growth,
        @Nullable AssignmentJson assignment,
        String text) {

    static PartitionsJson of(PartitionAdvice advice) {
        GrowthJson growth = GrowthJson.of(advice.growth());
        Optional<AssignmentJson> assignment = advice.assignment().map(AssignmentJson::of);
        return new PartitionsJson(
                advice.partitions(),
                advice.assignor().orElse(null),
                advice.ceiling().count(),
                advice.ceilingRate().value(),
                growth,
                assignment.orElse(null),
                text(advice, growth));
    }

    private static String text(PartitionAdvice advice, GrowthJson growth) {
        String allowed = String.format(
                Locale.ROOT,
                "%d partitions give work to %d replicas, which carry %,.0f records a second.",
                advice.partitions(),
                advice.ceiling().count(),
                advice.ceilingRate().value());
        String saved = advice.assignment()
                .filter(each -> each.rateAware().isPresent()
                        && each.replicas().orElse(Integer.MAX_VALUE)
                                > each.rateAware().getAsInt())
                .map(each -> String.format(
                        Locale.ROOT,
                        " A peak of %,.0f a second takes %s; dealt by rate %d would do.",
                        each.rate().value(),
                        each.replicas().isPresent()
                                ? each.replicas().getAsInt() + " replicas"
                                : "more than any number of replicas",
                        each.rateAware().getAsInt()))
                .orElse("");
        return allowed + " " + growth.text() + saved;
    }

    /** What is known of growth. */
    enum Verdict {
        NOT_ENOUGH_EVIDENCE,
        FAR_AWAY,
        REACHES_CEILING
    }

    /**
     * When daily peaks get to what the partitions allow. The interval is one of 90 % for a straight line.
     *
     * @param verdict what is known
     * @param days days whose peaks taught it
     * @param peakPerSecond peak that one day in ten exceeds now
     * @param perDay change of the peak from day to day, in records per second
     * @param perDayLow lower end of the interval
     * @param perDayHigh upper end
     * @param earliest when the ceiling is reached at the upper end
     * @param expected when it is at the trend itself; absent if not within two years
     * @param latest when it is at the lower end; absent if not within two years
     * @param partitionsForAYear partitions that would do for a year at the upper end
     * @param text in words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GrowthJson(
            Verdict verdict,
            int days,
            @Nullable Double peakPerSecond,
            @Nullable Double perDay,
            @Nullable Double perDayLow,
            @Nullable Double perDayHigh,
            @Nullable Instant earliest,
            @Nullable Instant expected,
            @Nullable Instant latest,
            @Nullable Integer partitionsForAYear,
            String text) {

        static GrowthJson of(Growth growth) {
            return switch (growth) {
                case Growth.NotEnoughEvidence missing ->
                    new GrowthJson(
                            Verdict.NOT_ENOUGH_EVIDENCE,
                            missing.days(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            "Not enough evidence of growth: " + missing.missing());
                case Growth.FarAway far ->
                    of(
                            Verdict.FAR_AWAY,
                            far.trend(),
                            "At the growth of the last " + far.trend().days()
                                    + " days that is not reached within two years.");
                case Growth.ReachesCeiling reached -> of(reached);
            };
        }

        private static GrowthJson of(Growth.ReachesCeiling reached) {
            String text = "Daily peaks reach that "
                    + (reached.expected().isPresent()
                            ? "about " + day(reached.expected().get()) + ", on " + day(reached.earliest())
                                    + " at the earliest"
                            : "on " + day(reached.earliest()) + " at the earliest, if they grow at all")
                    + "; " + reached.partitionsForAYear() + " partitions would do for a year.";
            GrowthJson line = of(Verdict.REACHES_CEILING, reached.trend(), text);
            return new GrowthJson(
                    line.verdict(),
                    line.days(),
                    line.peakPerSecond(),
                    line.perDay(),
                    line.perDayLow(),
                    line.perDayHigh(),
                    reached.earliest(),
                    reached.expected().orElse(null),
                    reached.latest().orElse(null),
                    reached.partitionsForAYear(),
                    text);
        }

        private static GrowthJson of(Verdict verdict, Trend trend, String text) {
            return new GrowthJson(
                    verdict,
                    trend.days(),
                    trend.peak().value(),
                    trend.perDay(),
                    trend.perDayLow(),
                    trend.perDayHigh(),
                    null,
                    null,
                    null,
                    null,
                    text);
        }

        private static String day(Instant time) {
            return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
    }

    /**
     * Replicas that a rate needs.
     *
     * @param perSecond the rate: the peak one day in ten exceeds where that is known, present arrivals otherwise
     * @param replicas as partitions are dealt now; absent if no number carries it
     * @param replicasIfDealtByRate if partitions were dealt by their rates; absent if a partition is too hot for one thread
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AssignmentJson(
            double perSecond,
            @Nullable Integer replicas,
            @Nullable Integer replicasIfDealtByRate) {

        static AssignmentJson of(Assignment assignment) {
            return new AssignmentJson(
                    assignment.rate().value(), boxed(assignment.replicas()), boxed(assignment.rateAware()));
        }

        private static @Nullable Integer boxed(OptionalInt count) {
            return count.isPresent() ? count.getAsInt() : null;
        }
    }
}
