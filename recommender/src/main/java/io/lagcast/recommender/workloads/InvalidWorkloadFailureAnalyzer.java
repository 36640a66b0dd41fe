package io.lagcast.recommender.workloads;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words, without a stack trace, why a configured workload keeps the service from starting. */
final class InvalidWorkloadFailureAnalyzer extends AbstractFailureAnalyzer<InvalidWorkloadException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidWorkloadException cause) {
        String description = cause.violations().stream()
                .map(violation -> "  " + violation)
                .collect(Collectors.joining("\n", "The configured workloads cannot be accepted:\n\n", ""));
        return new FailureAnalysis(
                description, "Correct these properties in application.yaml or wherever they are set.", cause);
    }
}
