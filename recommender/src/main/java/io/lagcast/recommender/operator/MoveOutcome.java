package io.lagcast.recommender.operator;

/** What became of a recommendation in mode APPLY. */
sealed interface MoveOutcome {

    /** There is nothing to change: none is recommended, it is not due yet, or it was made already. */
    record Nothing() implements MoveOutcome {}

    /**
     * The count was asked for.
     *
     * @param from count before
     * @param to count asked for
     */
    record Made(int from, int to) implements MoveOutcome {}

    /**
     * A move is to be made once the one before it is over.
     *
     * @param message what is waited for
     */
    record Waiting(String message) implements MoveOutcome {}

    /**
     * The target is left alone.
     *
     * @param reason why, as a condition's reason
     * @param message what to do about it
     */
    record Refused(String reason, String message) implements MoveOutcome {}
}
