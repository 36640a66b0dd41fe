package io.lagcast.costmodel;

import java.time.Instant;

/** What to do about one workload's replica count now. */
public sealed interface Decision {

    /** The count that should be in force. */
    Replicas desired();

    Reason reason();

    /**
     * Change the count.
     *
     * @param from count in force
     * @param desired count that should be in force, different from {@code from}
     * @param executeAt when to ask for it
     * @param reason why
     */
    record Scale(Replicas from, Replicas desired, Instant executeAt, Reason reason) implements Decision {

        public Scale {
            if (from.equals(desired)) {
                throw new IllegalArgumentException("Scaling from " + from + " to itself is a Hold");
            }
        }
    }

    /**
     * Keep the count: moving costs more than it saves.
     *
     * @param desired count in force
     * @param reason why
     */
    record Hold(Replicas desired, Reason reason) implements Decision {}

    /**
     * Not enough evidence to decide.
     *
     * @param desired the safe value in force: what the group has, within the policy's bounds
     * @param reason what is missing
     */
    record Abstain(Replicas desired, Reason reason) implements Decision {}
}
