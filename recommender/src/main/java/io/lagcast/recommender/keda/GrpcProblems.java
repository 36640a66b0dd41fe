package io.lagcast.recommender.keda;

import io.grpc.Status;
import io.grpc.StatusException;
import io.lagcast.recommender.problems.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.stereotype.Component;

/** The one place where a failed call becomes its status: the same problems and the same sentences as over HTTP. */
@Component
class GrpcProblems implements GrpcExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(GrpcProblems.class);

    @Override
    public StatusException handleException(Throwable failure) {
        return status(failure).asException();
    }

    /** The status of a failure; {@code INTERNAL}, and a line in the log, when it is a defect. */
    static Status status(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return code(problem).withDescription(problem.getBody().getDetail());
        }
        log.error("A call of KEDA failed unexpectedly", failure);
        return Status.INTERNAL.withDescription(
                "This is a defect of Lagcast, not of the request. The service's log says more.");
    }

    private static Status code(ProblemException problem) {
        return switch (problem.getStatusCode().value()) {
            case 400 -> Status.INVALID_ARGUMENT;
            case 401 -> Status.UNAUTHENTICATED;
            case 404 -> Status.NOT_FOUND;
            case 429 -> Status.RESOURCE_EXHAUSTED;
            default -> Status.UNAVAILABLE;
        };
    }
}
