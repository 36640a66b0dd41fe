package io.lagcast.recommender.cli;

import io.lagcast.recommender.database.DatabaseUnavailable;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Why the service did not start, as a sentence. Failures that have one are not logged with a stack trace as well. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailure implements SpringBootExceptionReporter {

    /** What the gRPC server says when it cannot have its port, which is the group. */
    private static final Pattern GRPC_BIND = Pattern.compile("Failed to bind to address .*:(\\d+)");

    /** Called by Spring Boot, which passes the context that failed. */
    public StartFailure(ConfigurableApplicationContext context) {}

    /** What to tell the user about a failed start. */
    public static CommandFailed explain(RuntimeException failure) {
        return known(failure)
                .orElseGet(() -> new CommandFailed(
                        ExitCode.UNAVAILABLE,
                        "The service did not start: " + rootCause(failure).getMessage(),
                        failure));
    }

    @Override
    public boolean reportException(Throwable failure) {
        return known(failure).isPresent();
    }

    private static Optional<CommandFailed> known(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> sentence(cause, failure).stream())
                .findFirst();
    }

    private static Optional<CommandFailed> sentence(Throwable cause, Throwable failure) {
        return switch (cause) {
            case CommandFailed failed -> Optional.of(failed);
            case DatabaseUnavailable unavailable ->
                Optional.of(new CommandFailed(ExitCode.UNAVAILABLE, String.valueOf(unavailable.getMessage()), failure));
            case PortInUseException inUse ->
                Optional.of(new CommandFailed(
                        ExitCode.UNAVAILABLE,
                        "Port " + inUse.getPort() + " is in use; stop what uses it or choose another with --port.",
                        failure));
            case IOException grpc
            when GRPC_BIND.matcher(String.valueOf(grpc.getMessage())).matches() ->
                Optional.of(new CommandFailed(ExitCode.UNAVAILABLE, grpcPortInUse(grpc), failure));
            default -> Optional.empty();
        };
    }

    private static String grpcPortInUse(IOException failure) {
        String port = GRPC_BIND.matcher(String.valueOf(failure.getMessage())).replaceFirst("$1");
        return "Port " + port + ", meant for gRPC, is in use; stop what uses it or choose another with --grpc-port.";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static Throwable rootCause(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    }
}
