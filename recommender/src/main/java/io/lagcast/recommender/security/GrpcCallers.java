package io.lagcast.recommender.security;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.lagcast.recommender.access.Caller;
import java.util.Locale;
import java.util.Optional;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/** Asks every call for the token that HTTP asks for, in the metadata {@code authorization}. Health is open, as it is over HTTP. */
@Component
@GlobalServerInterceptor
class GrpcCallers implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "bearer ";
    private static final String HEALTH = "grpc.health.v1.Health";

    private final SecuritySettings settings;
    private final BearerTokens tokens;

    GrpcCallers(SecuritySettings settings, BearerTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        if (settings.isOpen() || HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            return as(Caller.ANYBODY, call, metadata, next);
        }
        Optional<String> token = token(metadata);
        if (token.isEmpty() && settings.openGrpc()) {
            return as(Caller.READER, call, metadata, next);
        }
        try {
            return as(tokens.caller(token.orElse("")), call, metadata, next);
        } catch (InvalidBearerTokenException refused) {
            call.close(
                    Status.UNAUTHENTICATED.withDescription(
                            "Send a token that is known here and still valid in the metadata, \"authorization: Bearer TOKEN\"."),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    private static Optional<String> token(Metadata metadata) {
        return Optional.ofNullable(metadata.get(AUTHORIZATION))
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private static <Q, A> ServerCall.Listener<Q> as(
            Caller caller, ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(caller.call(() -> next.startCall(call, metadata))) {

            @Override
            public void onMessage(Q message) {
                run(() -> super.onMessage(message));
            }

            @Override
            public void onHalfClose() {
                run(super::onHalfClose);
            }

            @Override
            public void onReady() {
                run(super::onReady);
            }

            private void run(Runnable work) {
                caller.call(() -> {
                    work.run();
                    return caller;
                });
            }
        };
    }
}
