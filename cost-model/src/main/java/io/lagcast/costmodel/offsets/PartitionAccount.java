package io.lagcast.costmodel.offsets;

import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.PartitionRate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The account of one partition: newest offsets, and what changed between the two newest samples that read it. Mutable, one owner.
 *
 * <p><em>Position</em> is where lag is counted from: the committed offset, or without one the start the reset policy gives; never below the
 * oldest retained record (what retention deleted is neither lag nor consumed), never past the end.
 */
final class PartitionAccount {

    private static final long NONE = -1;

    /** Time constant of the smoothed arrival rate in seconds: five minutes, long enough to tell skew from noise. */
    private static final double ARRIVAL_SMOOTHING_SECONDS = 300;

    private final PartitionId id;
    private final ResetPolicy resetPolicy;
    private final CommitPace pace;
    private final Residue residue = new Residue();
    private final long[] ends = new long[Timeline.POINTS];

    private long readAtMicros;
    private long beginning = NONE;
    private long committed = NONE;
    private long end;
    /** Where an uncommitted partition is read from. */
    private long start;
    /** A committed offset that lay past the end when the log was cut; it says nothing until it changes. */
    private long deadCommit = NONE;

    private long position;
    private double arrivalPerSecond;
    private double arrivalSeconds;
    private long lagAgeMicros = NONE;
    private long stalledSinceMicros = NONE;
    private long missingSinceMicros = NONE;

    private long produced;
    private double consumed;
    private boolean reset;
    private boolean backlogged;

    /** Opens the account: what is there at first sight is lag by position, but neither produced nor consumed now. */
    PartitionAccount(PartitionOffsets first, ResetPolicy resetPolicy, long atMicros) {
        this.id = first.id();
        this.resetPolicy = resetPolicy;
        this.pace = new CommitPace(atMicros);
        Arrays.fill(ends, NONE);
        readAtMicros = atMicros;
        beginning = first.beginning().orElse(NONE);
        committed = first.committed().orElse(NONE);
        end = first.end();
        start = startWithoutCommit();
        position = positionNow();
        residue.open(atMicros);
    }

    /** Accounts for what was read at {@code atMicros} against what was read before. */
    void advance(PartitionOffsets read, long atMicros, GroupPhase phase) {
        long before = position;
        long lagBefore = lag();
        long committedBefore = committed;
        long endBefore = end;
        double seconds = (double) (atMicros - readAtMicros) / EventTime.MICROS_PER_SECOND;

        boolean recreated = isRecreated(read);
        reset = recreated || read.end() < end;
        advanceLog(read, recreated, seconds);
        if (committed == NONE && phase.startsReading() && resetPolicy == ResetPolicy.LATEST && !reset) {
            start = endBefore;
        }
        advanceCommit(read, recreated);
        residue.advance(committed, committed < committedBefore, reset);
        position = positionNow();

        long progress = committed == NONE ? 0 : Math.max(0, committed - before);
        consumed = reset ? 0 : pace.consumed(progress, lagBefore, atMicros, readAtMicros, phase.isSteady());
        boolean deletedUnread = beginning > before;
        boolean moved = end != endBefore || committed != committedBefore || !phase.isSteady();
        residue.observe(moved, lag(), end, committed, atMicros);
        position = positionNow();
        pace.rest(lag() == 0, atMicros);
        backlogged = !reset && !deletedUnread && pace.isBacklogged(Math.min(lagBefore, lag()), atMicros - readAtMicros);
        updateStall(lagBefore > 0 && lag() > 0 && committed == committedBefore);
        readAtMicros = atMicros;
        missingSinceMicros = NONE;
    }

    /** A log whose start moved back, or whose end fell below the old start, is another log under the same name. */
    private boolean isRecreated(PartitionOffsets read) {
        return beginning != NONE && (read.beginning().orElse(beginning) < beginning || read.end() < beginning);
    }

    private void advanceLog(PartitionOffsets read, boolean recreated, double seconds) {
        produced = reset ? 0 : read.end() - end;
        if (reset) {
            Arrays.fill(ends, NONE);
        } else {
            smoothArrivals(produced / seconds, seconds);
        }
        if (recreated) {
            beginning = NONE;
        }
        beginning = read.beginning().orElse(beginning);
        end = read.end();
    }

    private void smoothArrivals(double perSecond, double seconds) {
        arrivalSeconds += seconds;
        double weight = Math.max(-Math.expm1(-seconds / ARRIVAL_SMOOTHING_SECONDS), seconds / arrivalSeconds);
        arrivalPerSecond += weight * (perSecond - arrivalPerSecond);
    }

    private void advanceCommit(PartitionOffsets read, boolean recreated) {
        long now = read.committed().orElse(NONE);
        if (now != deadCommit) {
            deadCommit = NONE;
        }
        if (reset && now > end) {
            deadCommit = now;
            start = recreated ? startWithoutCommit() : end;
        } else if (now == NONE && (committed != NONE || recreated)) {
            start = startWithoutCommit();
        }
        committed = deadCommit == NONE ? now : NONE;
    }

    private long startWithoutCommit() {
        return switch (resetPolicy) {
            case EARLIEST -> 0;
            case LATEST -> end;
        };
    }

    private long positionNow() {
        long from = committed == NONE ? start : committed;
        return Math.min(end, Math.max(Math.max(from, beginning), residue.settledUpTo()));
    }

    private void updateStall(boolean standsStill) {
        if (!standsStill) {
            stalledSinceMicros = NONE;
        } else if (stalledSinceMicros == NONE) {
            stalledSinceMicros = readAtMicros;
        }
    }

    /** Remembers the end offset under the newest point of the timeline, or that it was not read. */
    void remember(int place, boolean read) {
        ends[place] = read ? end : NONE;
    }

    /**
     * Measures the age of the oldest record not committed: the time since the end offset passed the position, interpolated between the
     * remembered points. When the record is older than what is remembered, the age is at least that of the oldest point.
     */
    void measureLagTime(Timeline timeline) {
        lagAgeMicros = lag() == 0 ? 0 : ageOfPosition(timeline);
    }

    private long ageOfPosition(Timeline timeline) {
        long laterEnd = NONE;
        long laterAt = NONE;
        for (int rank = timeline.size() - 1; rank >= 0; rank--) {
            long known = ends[timeline.place(rank)];
            if (known == NONE) {
                continue;
            }
            if (known <= position) {
                double share = (position - known + 0.5) / (laterEnd - known);
                long span = laterAt - timeline.atMicros(rank);
                return readAtMicros - timeline.atMicros(rank) - Math.round(Math.min(1, share) * span);
            }
            laterEnd = known;
            laterAt = timeline.atMicros(rank);
        }
        return laterAt == NONE || laterAt == readAtMicros ? NONE : readAtMicros - laterAt;
    }

    void miss(long atMicros) {
        if (missingSinceMicros == NONE) {
            missingSinceMicros = atMicros;
        }
    }

    long missingMicros(long atMicros) {
        return missingSinceMicros == NONE ? 0 : atMicros - missingSinceMicros;
    }

    boolean isReadAt(long atMicros) {
        return readAtMicros == atMicros;
    }

    PartitionId id() {
        return id;
    }

    long lag() {
        return end - position;
    }

    /** Age of the oldest record not committed in microseconds, negative when unknown. */
    long lagAgeMicros() {
        return lagAgeMicros;
    }

    /** Records produced between the two newest reads. */
    long produced() {
        return produced;
    }

    /** Records consumed between the two newest reads, averaged over commit progress. */
    double consumed() {
        return consumed;
    }

    /** Whether the log was cut or made again between the two newest reads, so that nothing can be said about the time between. */
    boolean isReset() {
        return reset;
    }

    /** Whether there was more to consume than could be, all the time between the two newest reads. */
    boolean isBacklogged() {
        return backlogged;
    }

    PartitionRate rate() {
        return new PartitionRate(
                id,
                arrivalPerSecond,
                pace.consumptionPerSecond(),
                lag(),
                lagAgeMicros < 0 ? Optional.empty() : Optional.of(EventTime.duration(lagAgeMicros)),
                stalledSinceMicros == NONE
                        ? Optional.<Instant>empty()
                        : Optional.of(EventTime.instant(stalledSinceMicros)));
    }
}
