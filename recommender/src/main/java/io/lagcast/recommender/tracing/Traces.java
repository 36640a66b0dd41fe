package io.lagcast.recommender.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Where work is put into spans. What a span is below is told by the thread, and across threads, instances and the database by a {@code traceparent} (W3C
 * Trace Context). While tracing is off, work is only done.
 */
@Component
public class Traces {

    /** Tracing that is off. */
    public static final Traces OFF = new Traces(null, null);

    static final String TRACEPARENT = "traceparent";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    @Autowired
    Traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this(tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    private Traces(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** A step below the span of this thread; the first of a trace if there is none. */
    public Step step(String name) {
        return tracer == null || propagator == null ? Step.UNTRACED : new TracedStep(tracer, propagator, name);
    }

    /** A step of a trace that was begun before, here or elsewhere; no step of any if {@code traceparent} is empty. */
    public Step continuation(String name, Optional<String> traceparent) {
        return traceparent.isEmpty() ? Step.UNTRACED : step(name).below(traceparent);
    }

    /** The span of this thread, for what goes on elsewhere; empty if there is none. */
    public Optional<String> traceparent() {
        Span current = tracer == null ? null : tracer.currentSpan();
        if (current == null || propagator == null) {
            return Optional.empty();
        }
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(current.context(), carrier, Map::put);
        return Optional.ofNullable(carrier.get(TRACEPARENT));
    }

    /** The same for what is kept: empty as well if the trace was not chosen to be exported, so that nobody looks for it in vain. */
    public Optional<String> sampledTraceparent() {
        Span current = tracer == null ? null : tracer.currentSpan();
        return current == null || !Boolean.TRUE.equals(current.context().sampled()) ? Optional.empty() : traceparent();
    }
}
