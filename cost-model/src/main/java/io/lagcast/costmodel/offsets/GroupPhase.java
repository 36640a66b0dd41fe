package io.lagcast.costmodel.offsets;

import io.lagcast.costmodel.GroupState;

/**
 * How the group went from the previous sample to this one.
 *
 * @param before state in the previous sample
 * @param now state in this one
 */
record GroupPhase(GroupState before, GroupState now) {

    /** Whether members owned the same partitions throughout, as far as states can tell. */
    boolean isSteady() {
        return before == GroupState.STABLE && now == GroupState.STABLE;
    }

    /** Whether members took up partitions in between: without a committed offset they begin by the reset policy then. */
    boolean startsReading() {
        return before != GroupState.STABLE
                && before != GroupState.UNKNOWN
                && (now == GroupState.STABLE || now.isRebalancing());
    }
}
