package io.lagcast.simulator.trace;

/** A trace file cannot be used; the message names file, line and value. */
public final class TraceUnreadable extends RuntimeException {

    public TraceUnreadable(String message) {
        super(message);
    }
}
