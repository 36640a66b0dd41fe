package io.lagcast.costmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a history shows of its workload now.
 *
 * @param time event time of the newest measurement
 * @param interval how far apart measurements are
 * @param recent what "recent" means: a minute, or four intervals where samples come faster
 * @param age how old the newest complete measurement is; zero when it is the newest of all
 * @param desired replicas asked for
 * @param serving replicas that serve
 * @param changedSince how long ago the desired count changed, if it was seen to
 * @param rebalancingFor for how long the group has been seen rebalancing, without a break until now
 * @param partitions number of partitions
 * @param surelyPerSecond what the newest measurement alone says arrives at least: its rate less two standard deviations of a Poisson number of records
 * @param presentPerSecond arrivals now: the newest two measurements
 * @param recentPerSecond mean arrivals over the last minute, or the last four intervals where they are shorter
 * @param highestPerSecond highest mean arrivals of such a minute in the last ten
 * @param changePerSecond root mean square change of the rate from one such minute to the next in the last ten
 * @param lagRecords records waiting beyond those that are merely not committed yet
 * @param leastAge how old the oldest record not committed has been at least in the last minutes: commits are no faster than that
 * @param quietFor for how long nothing has arrived and nothing waited
 * @param overwhelmedPerSecond what was consumed while the backlog of the stable, unchanged group grew over the last two such minutes: all it can do
 */
record Situation(
        Instant time,
        Duration interval,
        Duration recent,
        Duration age,
        int desired,
        int serving,
        Optional<Duration> changedSince,
        Optional<Duration> rebalancingFor,
        int partitions,
        double surelyPerSecond,
        double presentPerSecond,
        double recentPerSecond,
        double highestPerSecond,
        double changePerSecond,
        double lagRecords,
        Duration leastAge,
        Duration quietFor,
        OptionalDouble overwhelmedPerSecond) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How many intervals "now" is averaged over, where that is less than a minute: fewer would take jumps of commits for demand. */
    private static final int SPAN_INTERVALS = 4;

    /** How far back maxima and changes are looked for, in spans: ten minutes at a sample every 15 s. */
    private static final int LOOK_BACK_SPANS = 10;

    /** Standard deviations of the number of records in one interval that are taken for chance when a rise is to be believed at once. */
    private static final double SURE_DEVIATIONS = 2;

    /** Records consumed but not committed yet count as lag; with Kafka's default they are at most this much of the arrivals. */
    private static final double UNCOMMITTED_SECONDS = 5;

    /** Share of the arrivals that must have been left over for a group to count as falling behind: less is noise of commits. */
    private static final double FALLS_BEHIND = 0.05;

    /** "Now" lasts at least as long as a thread takes for so many records: of a slow group fewer arrive in a minute than chance alone changes. */
    private static final int SPAN_RECORDS = 8;

    /** Ten of these fit into the two hours that are kept. */
    private static final Duration LONGEST_SPAN = Duration.ofMinutes(12);

    /** A record that is being processed is not committed yet, nor the one before it where commits are rare. */
    private static final int IN_PROGRESS = 2;

    /** The same without so many of the records that wait. */
    Situation without(double unreachableRecords) {
        return waiting(Math.max(0, lagRecords - unreachableRecords));
    }

    /**
     * The same with all partitions as late as the latest is. Of uneven partitions the busiest consumer's fall behind first, and what waits there is little of
     * all arrivals however old it is; what carries the group is told in arrivals of the whole group as well, so plans reckon as if as much waited everywhere.
     */
    Situation asLateAs(Duration latest) {
        return waiting(Math.max(lagRecords, latest.minus(leastAge).toMillis() / 1000.0 * recentPerSecond));
    }

    private Situation waiting(double records) {
        return new Situation(
                time,
                interval,
                recent,
                age,
                desired,
                serving,
                changedSince,
                rebalancingFor,
                partitions,
                surelyPerSecond,
                presentPerSecond,
                recentPerSecond,
                highestPerSecond,
                changePerSecond,
                records,
                leastAge,
                quietFor,
                overwhelmedPerSecond);
    }

    boolean isFresh() {
        return age.isZero();
    }

    /** Seconds of arrivals that wait. */
    double lagSeconds() {
        return lagRecords == 0 ? 0 : lagRecords / Math.max(recentPerSecond, 1e-9);
    }

    /**
     * What the history shows, or empty when no measurement tells arrivals and lag.
     *
     * @param processing how long a thread takes for a record; zero if unknown
     */
    static Optional<Situation> of(WorkloadHistory history, int assumedReplicas, Duration processing) {
        Reader reader = new Reader(history, processing);
        Measurement good = reader.good;
        if (good == null) {
            return Optional.empty();
        }
        Measurement newest = history.measurement(history.size() - 1);
        Optional<ReplicaCounts> counts = newest.replicas().or(good::replicas);
        int desired = counts.map(ReplicaCounts::desired).orElse(assumedReplicas);
        int serving = counts.map(known -> known.ready().orElse(known.desired())).orElse(desired);
        return Optional.of(new Situation(
                newest.time(),
                reader.interval(),
                reader.span,
                Duration.between(good.time(), newest.time()),
                desired,
                serving,
                reader.changedSince(desired),
                reader.rebalancingFor(),
                good.partitions(),
                reader.newestAtLeast(),
                reader.meanOver(reader.span.dividedBy(2)),
                reader.meanOver(reader.span),
                reader.highestSpan(),
                reader.changePerSpan(),
                reader.waiting(),
                reader.leastAge(),
                reader.quietFor(),
                reader.overwhelmedPerSecond()));
    }

    /** Reads a history backwards from its newest complete measurement. */
    private static final class Reader {

        private final WorkloadHistory history;
        private final Duration processing;
        private final int last;
        private final int first;
        private final @Nullable Measurement good;
        private final int goodIndex;

        /** What "recently" means: a minute, or a few intervals where samples come faster, so that a fast system is not judged by its distant past. */
        private final Duration span;

        Reader(WorkloadHistory history, Duration processing) {
            this.history = history;
            this.processing = processing;
            last = history.size() - 1;
            int index = last;
            while (index >= 0 && !isGood(history.measurement(index))) {
                index--;
            }
            goodIndex = index;
            good = index < 0 ? null : history.measurement(index);
            span = span(interval(), processing);
            int start = Math.max(0, index);
            while (start > 0 && isWithin(history.measurement(start - 1), span.multipliedBy(LOOK_BACK_SPANS))) {
                start--;
            }
            first = start;
        }

        private static Duration span(Duration interval, Duration processing) {
            Duration few = interval.multipliedBy(SPAN_INTERVALS);
            Duration usual = few.compareTo(MINUTE) < 0 ? few : MINUTE;
            Duration slow = processing.multipliedBy(SPAN_RECORDS);
            Duration longest = slow.compareTo(LONGEST_SPAN) < 0 ? slow : LONGEST_SPAN;
            return usual.compareTo(longest) > 0 ? usual : longest;
        }

        private static boolean isGood(Measurement measurement) {
            return !measurement.gap()
                    && measurement.produced().isPresent()
                    && measurement.lag().isPresent();
        }

        private boolean isWithin(Measurement measurement, Duration span) {
            return good != null && measurement.time().isAfter(good.time().minus(span));
        }

        Duration interval() {
            return good == null ? Duration.ofSeconds(15) : good.interval().orElse(Duration.ofSeconds(15));
        }

        /** Mean production over the measurements that ended in the span before the newest complete one, at least that one itself. */
        double meanOver(Duration span) {
            return meanBefore(goodIndex, span);
        }

        private double meanBefore(int newest, Duration span) {
            Instant since = history.measurement(newest).time().minus(span);
            double records = 0;
            double seconds = 0;
            for (int i = newest; i >= first; i--) {
                Measurement measurement = history.measurement(i);
                if (!measurement.time().isAfter(since)) {
                    break;
                }
                if (isGood(measurement) && measurement.interval().isPresent()) {
                    double length = measurement.interval().get().toMillis() / 1000.0;
                    records += measurement.produced().getAsDouble() * length;
                    seconds += length;
                }
            }
            return seconds == 0 ? 0 : records / seconds;
        }

        double newestAtLeast() {
            double rate = meanBefore(goodIndex, Duration.ofNanos(1));
            double seconds = interval().toMillis() / 1000.0;
            return Math.max(0, rate - SURE_DEVIATIONS * Math.sqrt(rate / seconds));
        }

        double highestSpan() {
            double highest = 0;
            for (int i = goodIndex; i >= first; i--) {
                highest = Math.max(highest, meanBefore(i, span));
            }
            return highest;
        }

        double changePerSpan() {
            double squares = 0;
            int count = 0;
            for (int i = goodIndex; i > first; i--) {
                int before = i;
                while (before > first
                        && !history.measurement(before)
                                .time()
                                .isBefore(history.measurement(i)
                                        .time()
                                        .minus(span)
                                        .plusMillis(1))) {
                    before--;
                }
                if (history.measurement(i).produced().isPresent()
                        && history.measurement(before).produced().isPresent()) {
                    double change = history.measurement(i).produced().getAsDouble()
                            - history.measurement(before).produced().getAsDouble();
                    squares += change * change;
                    count++;
                }
            }
            return count == 0 ? 0 : Math.sqrt(squares / count);
        }

        /** Lag less what was always there in the last minutes: the part of it that commits had not caught up with. */
        double waiting() {
            Measurement newest = history.measurement(goodIndex);
            double least = usuallyUncommittedSeconds();
            for (int i = goodIndex; i >= first; i--) {
                Measurement measurement = history.measurement(i);
                if (isGood(measurement) && measurement.groupState() == GroupState.STABLE) {
                    double produced = measurement.produced().getAsDouble();
                    double lag = measurement.lag().getAsDouble();
                    least = Math.min(least, lag == 0 ? 0 : lag / Math.max(produced, 1e-9));
                }
            }
            return Math.max(
                    0, newest.lag().orElse(0) - least * newest.produced().orElse(0));
        }

        Duration leastAge() {
            Duration least = Duration.ofMillis(Math.round(1000 * usuallyUncommittedSeconds()));
            for (int i = goodIndex; i >= first; i--) {
                Measurement measurement = history.measurement(i);
                Optional<Duration> age = measurement.lagTime();
                if (measurement.groupState() == GroupState.STABLE && age.isPresent()) {
                    least = age.get().compareTo(least) < 0 ? age.get() : least;
                }
            }
            return least;
        }

        private double usuallyUncommittedSeconds() {
            return Math.max(UNCOMMITTED_SECONDS, IN_PROGRESS * processing.toMillis() / 1000.0);
        }

        Optional<Duration> changedSince(int desired) {
            for (int i = last; i >= first; i--) {
                Optional<ReplicaCounts> counts = history.measurement(i).replicas();
                if (counts.isPresent() && counts.get().desired() != desired) {
                    return Optional.of(Duration.between(
                            history.measurement(i).time(),
                            history.measurement(last).time()));
                }
            }
            return Optional.empty();
        }

        Optional<Duration> rebalancingFor() {
            int i = last;
            while (i >= first && history.measurement(i).groupState().isRebalancing()) {
                i--;
            }
            return i == last
                    ? Optional.empty()
                    : Optional.of(Duration.between(
                            history.measurement(i + 1).time(),
                            history.measurement(last).time()));
        }

        /**
         * Mean consumption over the last two spans if the group was stable and the same throughout and fell behind by more than commits jump. Whatever is
         * believed about throughput, a group that falls behind does all it can.
         */
        OptionalDouble overwhelmedPerSecond() {
            Measurement newest = history.measurement(goodIndex);
            Instant since = newest.time().minus(span.multipliedBy(2));
            double produced = 0;
            double consumed = 0;
            double seconds = 0;
            int i = goodIndex;
            while (i >= first && history.measurement(i).time().isAfter(since)) {
                Measurement measurement = history.measurement(i);
                if (!isGood(measurement)
                        || measurement.interval().isEmpty()
                        || measurement.consumed().isEmpty()
                        || measurement.groupState() != GroupState.STABLE
                        || !measurement.replicas().equals(newest.replicas())) {
                    return OptionalDouble.empty();
                }
                double length = measurement.interval().get().toMillis() / 1000.0;
                produced += measurement.produced().getAsDouble() * length;
                consumed += measurement.consumed().getAsDouble() * length;
                seconds += length;
                i--;
            }
            boolean behind = waiting() > 0 && produced - consumed > FALLS_BEHIND * produced;
            return i >= first && behind ? OptionalDouble.of(consumed / seconds) : OptionalDouble.empty();
        }

        Duration quietFor() {
            Instant newest = history.measurement(last).time();
            Instant since = newest;
            for (int i = last; i >= first; i--) {
                Measurement measurement = history.measurement(i);
                boolean quiet = isGood(measurement)
                        && measurement.produced().getAsDouble() == 0
                        && measurement.lag().getAsDouble() == 0;
                if (!quiet) {
                    break;
                }
                since = measurement.time();
            }
            return Duration.between(since, newest);
        }
    }
}
