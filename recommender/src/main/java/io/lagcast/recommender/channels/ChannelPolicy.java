package io.lagcast.recommender.channels;

import io.lagcast.recommender.channels.ChannelWarning.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The channel a workload's owner uses, and what it is set to. What is not stated is the executor's own default.
 *
 * @param channel the channel; empty = not stated, so nothing is warned of
 * @param tolerance share of the count by which it must change for anything to happen, at least 0 and below 1
 * @param maxStepOut most replicas added at once, at least 1
 * @param maxStepIn most replicas removed at once, at least 1
 */
public record ChannelPolicy(
        Optional<Channel> channel,
        Optional<Double> tolerance,
        Optional<Integer> maxStepOut,
        Optional<Integer> maxStepIn) {

    public static final ChannelPolicy NONE =
            new ChannelPolicy(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Moves spelled out in a warning; beyond, the last one is named. */
    private static final int SPELLED_OUT = 6;

    public ChannelPolicy {
        if (channel.isEmpty() && (tolerance.isPresent() || maxStepOut.isPresent() || maxStepIn.isPresent())) {
            throw new IllegalArgumentException("Tolerance and step limits need a channel they are about");
        }
        if (tolerance.filter(share -> !(share >= 0 && share < 1)).isPresent()) {
            throw new IllegalArgumentException("tolerance must be at least 0 and below 1 but was " + tolerance.get());
        }
        if (maxStepOut.filter(step -> step < 1).isPresent()
                || maxStepIn.filter(step -> step < 1).isPresent()) {
            throw new IllegalArgumentException(
                    "Step limits must be at least 1 but were " + maxStepOut + " and " + maxStepIn);
        }
    }

    /** A channel that is set as its executor comes. */
    public static ChannelPolicy of(Channel channel) {
        return new ChannelPolicy(Optional.of(channel), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What the channel does to a step other than carrying it out at once; empty when it does that, or when there is no step. */
    public List<ChannelWarning> warnings(int current, int desired) {
        if (channel.isEmpty() || current == desired) {
            return List.of();
        }
        Channel used = channel.get();
        if (desired == 0) {
            return toZero(used);
        }
        if (current == 0 && (used == Channel.HPA || used == Channel.WPA)) {
            return List.of(fromZero(used, desired));
        }
        if (current > 0 && isWithinTolerance(used, current, desired)) {
            return List.of(swallowed(used, current, desired));
        }
        List<Integer> moves = moves(used, current, desired);
        return moves.size() > 1 ? List.of(split(used, current, moves)) : List.of();
    }

    /** As the HPA decides: {@code 1 - tolerance <= desired / current <= 1 + tolerance}. */
    private boolean isWithinTolerance(Channel used, int current, int desired) {
        double share = tolerance.orElse(used.tolerance());
        double ratio = (double) desired / current;
        return share > 0 && 1 - share <= ratio && ratio <= 1 + share;
    }

    /** The counts on the way to the desired one, which is the last. */
    private List<Integer> moves(Channel used, int current, int desired) {
        List<Integer> moves = new ArrayList<>();
        int count = current;
        while (count != desired && moves.size() < SPELLED_OUT) {
            int limit = desired > count
                    ? maxStepOut.orElse(used.maxStepOut(count))
                    : maxStepIn.orElse(used.maxStepIn(count));
            count += Math.max(-limit, Math.min(limit, desired - count));
            moves.add(count);
        }
        if (count != desired) {
            moves.add(desired);
        }
        return moves;
    }

    private static List<ChannelWarning> toZero(Channel used) {
        return switch (used) {
            case HPA ->
                List.of(new ChannelWarning(
                        Code.ZERO_NOT_POSSIBLE,
                        "An HPA does not go to 0: its minReplicas is at least 1 unless the cluster has the feature gate HPAScaleToZero. Set minReplicas"
                                + " of the workload to 1, or use KEDA."));
            case KEDA ->
                List.of(new ChannelWarning(
                        Code.ZERO_NEEDS_SETTINGS,
                        "KEDA goes to 0 only with minReplicaCount 0 in the ScaledObject, and not before cooldownPeriod (300 s unless set) is over; its"
                                + " fallback does not lead out of 0."));
            case WPA ->
                List.of(new ChannelWarning(
                        Code.ZERO_NEEDS_SETTINGS,
                        "A WatermarkPodAutoscaler takes 0 for an error and holds unless tolerateZero is set; once at 0 it finds no pods and does"
                                + " nothing any more."));
            case WEBHOOK, APPLY, MANUAL -> List.of();
        };
    }

    private static ChannelWarning fromZero(Channel used, int desired) {
        String executor = used == Channel.HPA ? "An HPA is switched off" : "A WatermarkPodAutoscaler finds no pods";
        return new ChannelWarning(
                Code.STUCK_AT_ZERO,
                executor + " while there are 0 replicas, so 0 -> " + desired
                        + " is not carried out. Scale to 1 by hand, or use KEDA.");
    }

    private ChannelWarning swallowed(Channel used, int current, int desired) {
        double share = tolerance.orElse(used.tolerance());
        String remedy =
                switch (used) {
                    case HPA -> "Set behavior.scaleUp.tolerance and behavior.scaleDown.tolerance to 0";
                    case KEDA ->
                        "Set tolerance to 0 under advanced.horizontalPodAutoscalerConfig.behavior.scaleUp and scaleDown";
                    case WPA, WEBHOOK, APPLY, MANUAL -> "Set its tolerance to 0";
                };
        return new ChannelWarning(
                Code.SWALLOWED_BY_TOLERANCE,
                current + " -> " + desired + " lies within the tolerance of " + share + " and is not carried out. "
                        + remedy + ", and channelTolerance of the workload likewise.");
    }

    private static ChannelWarning split(Channel used, int current, List<Integer> moves) {
        StringJoiner path = new StringJoiner(" -> ").add(String.valueOf(current));
        moves.stream().limit(SPELLED_OUT).forEach(count -> path.add(String.valueOf(count)));
        if (moves.size() > SPELLED_OUT) {
            path.add("...").add(String.valueOf(moves.getLast()));
        }
        String remedy =
                switch (used) {
                    case HPA -> "Widen behavior.scaleUp.policies and scaleDown.policies";
                    case KEDA ->
                        current == 0
                                ? "Set minReplicaCount above 0 if that matters"
                                : "Widen the policies under advanced.horizontalPodAutoscalerConfig.behavior";
                    case WPA -> "Raise scaleUpLimitFactor and scaleDownLimitFactor (at most 100 and 99)";
                    case WEBHOOK, APPLY, MANUAL -> "Raise its step limit";
                };
        return new ChannelWarning(
                Code.SPLIT_BY_STEP_LIMIT,
                "The step is carried out as " + path + ", each with a rebalance of its own. " + remedy
                        + ", and channelMaxStepOut or channelMaxStepIn of the workload likewise.");
    }
}
