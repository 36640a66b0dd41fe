package io.lagcast.recommender.channels;

/**
 * Why a channel does not carry a step as recommended.
 *
 * @param code kind of obstacle
 * @param text one sentence with the counts, and what to change
 */
public record ChannelWarning(Code code, String text) {

    /** The kinds of obstacles. */
    public enum Code {
        /** The change is too small for the executor to act on. */
        SWALLOWED_BY_TOLERANCE,
        /** The executor makes several moves of it, each with a rebalance of its own. */
        SPLIT_BY_STEP_LIMIT,
        /** The executor does not go to zero. */
        ZERO_NOT_POSSIBLE,
        /** The executor goes to zero only when it is set to. */
        ZERO_NEEDS_SETTINGS,
        /** The executor does nothing any more once it is at zero. */
        STUCK_AT_ZERO
    }
}
