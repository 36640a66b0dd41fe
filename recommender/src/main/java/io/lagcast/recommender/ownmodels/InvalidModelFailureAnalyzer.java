package io.lagcast.recommender.ownmodels;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words, without a stack trace, why a model of the user's keeps the service from starting. */
final class InvalidModelFailureAnalyzer extends AbstractFailureAnalyzer<InvalidModelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidModelException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the file or the property, or remove the property; docs/your-own-model.md says what a model must be.",
                cause);
    }
}
