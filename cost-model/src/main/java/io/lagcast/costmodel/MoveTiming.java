package io.lagcast.costmodel;

import io.lagcast.costmodel.rebalance.LearnedDuration;
import io.lagcast.costmodel.rebalance.RebalanceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Times moves by what samples show of them: from asking to joining, and how long joining stopped the group. Mutable.
 *
 * <p>A start-up ends between the last sample that does not show all the replicas asked for and the first one that does: in the middle.
 *
 * <p>A pause is shorter than a sampling interval often enough, so it is bracketed: seen rebalancing in {@code h} samples in a row it took between
 * {@code h - 1} and {@code h + 1} intervals; it took at least as long as the growth of the lag took to arrive, less the work done again; and at most
 * what is left of the time when the records that were consumed are consumed at full throughput. The middle of what remains is taken.
 */
final class MoveTiming {

    /** A rebalance that does not end is trouble, not a pause to plan with. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** An executor that takes longer than this to act says nothing about how long replicas take to start. */
    private static final Duration PROMPT = Duration.ofMinutes(5);

    private static final int NOTHING = -1;

    private final LearnedDuration startUp = new LearnedDuration();
    private final LearnedDuration pause = new LearnedDuration();
    private @Nullable Asked asked;
    private @Nullable Interruption interruption;
    private Instant executeAt = Instant.EPOCH;
    private int advised = NOTHING;

    LearnedDuration startUp() {
        return startUp;
    }

    LearnedDuration pause() {
        return pause;
    }

    /** Advice is renewed until it is carried out: a move dates from when it was first advised. */
    void note(Advice advice) {
        if (!(advice.decision() instanceof Decision.Scale scale)) {
            advised = NOTHING;
        } else if (scale.desired().count() != advised) {
            advised = scale.desired().count();
            executeAt = scale.executeAt();
        }
    }

    /** The count that was advised last and is still to come. */
    OptionalInt advised() {
        return advised == NOTHING ? OptionalInt.empty() : OptionalInt.of(advised);
    }

    /** Since when {@link #advised()} is advised. */
    Instant advisedSince() {
        return executeAt;
    }

    void learn(Measurement before, Measurement now, RecordsPerSecond throughput) {
        if (before.replicas().isEmpty() || now.replicas().isEmpty()) {
            asked = null;
            interruption = null;
            return;
        }
        learnStartUp(before, now, before.replicas().get(), now.replicas().get());
        learnPause(before, now, before.replicas().get(), now.replicas().get(), throughput);
    }

    private void learnStartUp(Measurement before, Measurement now, ReplicaCounts was, ReplicaCounts is) {
        if (is.desired() != was.desired()) {
            asked = is.desired() > was.desired() ? asked(before, now, is) : null;
        }
        Asked waiting = asked;
        if (waiting == null || is.ready().isEmpty()) {
            return;
        }
        if (is.ready().getAsInt() >= waiting.target()) {
            Duration unseen = Duration.between(before.time(), now.time()).dividedBy(2);
            startUp.observe(positive(Duration.between(waiting.at(), now.time()).minus(unseen)));
            asked = null;
        } else if (Duration.between(waiting.at(), now.time()).compareTo(LONGEST) > 0) {
            asked = null;
        }
    }

    /**
     * What was asked for and when: as advised if that is what happened, otherwise some time since the sample before. Where replicas are counted by the
     * members of the group, asking cannot be seen and they appear all at once; without advice their start-up is then unknown.
     */
    private @Nullable Asked asked(Measurement before, Measurement now, ReplicaCounts is) {
        boolean prompt = Duration.between(executeAt, now.time()).compareTo(PROMPT) <= 0;
        if (advised == is.desired() && executeAt.isBefore(now.time()) && prompt) {
            return new Asked(is.desired(), executeAt);
        }
        if (is.ready().orElse(0) >= is.desired()) {
            return null;
        }
        return new Asked(
                is.desired(),
                before.time().plus(Duration.between(before.time(), now.time()).dividedBy(2)));
    }

    private void learnPause(
            Measurement before, Measurement now, ReplicaCounts was, ReplicaCounts is, RecordsPerSecond throughput) {
        boolean moved = was.ready().isPresent()
                && is.ready().isPresent()
                && !was.ready().equals(is.ready());
        boolean rebalancing = now.groupState().isRebalancing();
        if (now.gap()
                || now.consumed().isEmpty()
                || now.produced().isEmpty()
                || now.lag().isEmpty()
                || before.lag().isEmpty()) {
            interruption = null;
            return;
        }
        Interruption open = interruption;
        if (open == null && (moved || rebalancing)) {
            open = new Interruption(before.time(), before.lag().getAsDouble(), 0, 0, 0);
        }
        if (open == null) {
            return;
        }
        double seconds = seconds(Duration.between(before.time(), now.time()));
        open = open.with(now.consumed().getAsDouble() * seconds, now.produced().getAsDouble() * seconds, rebalancing);
        boolean over = !rebalancing && now.consumed().getAsDouble() > 0;
        if (over) {
            int replicas = is.ready().orElse(is.desired());
            open.pause(now.time(), now.lag().getAsDouble(), seconds, throughput.value() * replicas)
                    .ifPresent(pause::observe);
        }
        boolean endless = Duration.between(open.since(), now.time()).compareTo(LONGEST) > 0;
        interruption = over || endless ? null : open;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private record Asked(int target, Instant at) {}

    private record Interruption(
            Instant since, double lagBefore, double consumedRecords, double producedRecords, int seen) {

        Interruption with(double consumed, double produced, boolean rebalancing) {
            return new Interruption(
                    since,
                    lagBefore,
                    consumedRecords + consumed,
                    producedRecords + produced,
                    seen + (rebalancing ? 1 : 0));
        }

        /** Empty when nothing arrived: a pause without arrivals cannot be seen. */
        Optional<Duration> pause(Instant until, double lagAfter, double intervalSeconds, double capacityPerSecond) {
            double window = seconds(Duration.between(since, until));
            if (window <= 0 || producedRecords <= 0) {
                return Optional.empty();
            }
            double arrival = producedRecords / window;
            double again = seconds(RebalanceModel.COMMIT_INTERVAL);
            double least = Math.max((seen - 1) * intervalSeconds, (lagAfter - lagBefore) / arrival - again);
            double most = (seen + 1) * intervalSeconds;
            if (capacityPerSecond > 0) {
                most = Math.min(most, window - consumedRecords / capacityPerSecond);
            }
            double low = Math.max(0, Math.min(least, (seen + 1) * intervalSeconds));
            double high = Math.max(low, most);
            return Optional.of(Duration.ofMillis(Math.round((low + high) / 2 * 1000)));
        }
    }
}
