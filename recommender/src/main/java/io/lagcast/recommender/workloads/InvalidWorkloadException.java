package io.lagcast.recommender.workloads;

import java.util.List;
import java.util.stream.Collectors;

/** A workload or policy that cannot be accepted, with everything that is wrong about it. */
public final class InvalidWorkloadException extends IllegalArgumentException {

    private final transient List<Violation> violations;

    public InvalidWorkloadException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
