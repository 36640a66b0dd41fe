package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.Advice;
import io.lagcast.recommender.ledger.Provenance;
import io.lagcast.recommender.tracing.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Says what an advice was made with. */
@Component
class Provenances {

    private final Duration window;
    private final String codeVersion;
    private final Traces traces;

    Provenances(ForecastProperties properties, ObjectProvider<BuildProperties> build, Traces traces) {
        this.traces = traces;
        window = properties.window();
        BuildProperties built = build.getIfAvailable();
        codeVersion = built == null || built.getVersion() == null ? "unreleased" : built.getVersion();
    }

    /** The forecaster draws no random numbers, so its seed is always 0. */
    Provenance of(Advice advice) {
        Instant trainedTo = advice.time();
        return new Provenance(
                advice.arrivals().model(),
                Optional.of(trainedTo.minus(window)),
                Optional.of(trainedTo),
                0,
                codeVersion,
                traces.sampledTraceparent());
    }
}
