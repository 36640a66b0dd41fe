package io.lagcast.recommender.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A step that is a span. Mutable until it is called, which is done once. */
final class TracedStep implements Step {

    private final Tracer tracer;
    private final Propagator propagator;
    private final String name;
    private Span.Builder span;
    private Optional<Instant> start = Optional.empty();

    TracedStep(Tracer tracer, Propagator propagator, String name) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.name = name;
        this.span = tracer.spanBuilder();
    }

    @Override
    public Step below(Optional<String> traceparent) {
        traceparent.ifPresent(
                parent -> span = propagator.extract(Map.of(Traces.TRACEPARENT, parent), (carrier, key) -> carrier.get(key)));
        return this;
    }

    @Override
    public Step since(Instant time) {
        start = Optional.of(time);
        return this;
    }

    @Override
    @SuppressWarnings("try") // a scope is only there to be closed
    public <T, E extends Exception> T call(Work<T, E> work) throws E {
        start.ifPresent(time -> span.startTimestamp(nanos(time), TimeUnit.NANOSECONDS));
        Span begun = span.name(name).start();
        try (Tracer.SpanInScope scope = tracer.withSpan(begun)) {
            return work.in(begun::tag);
        } catch (Exception failed) {
            begun.error(failed);
            throw failed;
        } finally {
            begun.end();
        }
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }
}
