package io.lagcast.recommender.tracing;

import java.time.Instant;
import java.util.Optional;

/** A piece of work that is a span of a trace, if traces are made. */
public interface Step {

    /** A step that leaves no trace. */
    Step UNTRACED = new Step() {

        @Override
        public Step below(Optional<String> traceparent) {
            return this;
        }

        @Override
        public Step since(Instant start) {
            return this;
        }

        @Override
        public <T, E extends Exception> T call(Work<T, E> work) throws E {
            return work.in((name, value) -> {});
        }
    };

    /** Puts it below the span that {@code traceparent} names; if there is none, it stays below the one of its thread. */
    Step below(Optional<String> traceparent);

    /** Has it begin at some time before its work is done. */
    Step since(Instant start);

    /** Does the work. What it throws is told of the span as well. */
    <T, E extends Exception> T call(Work<T, E> work) throws E;

    /** Does work that comes to nothing. */
    default <E extends Exception> void run(Task<E> task) throws E {
        this.<Attributes, E>call(attributes -> {
            task.in(attributes);
            return attributes;
        });
    }

    /** What a step does. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {

        T in(Attributes attributes) throws E;
    }

    /** The same without a result. */
    @FunctionalInterface
    interface Task<E extends Exception> {

        void in(Attributes attributes) throws E;
    }

    /** What is said of a step. Never anything secret: whoever reads traces may read them. */
    @FunctionalInterface
    interface Attributes {

        void tag(String name, String value);
    }
}
