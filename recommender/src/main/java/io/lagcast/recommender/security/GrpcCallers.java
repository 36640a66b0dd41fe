package io.lagcast.recommender.security;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.limits.Allowance;
import io.lagcast.recommender.limits.RequestLimits;
import io.lagcast.recommender.limits.Requester;
import java.util.Locale;
import java.util.Optional;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/** Asks every call for the token that HTTP asks for, in the metadata {@code authorization}, and counts it. Health is open, as it is over HTTP. */
@Component
@GlobalServerInterceptor
class GrpcCallers implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    /** When a client may try again, as gRPC's own clients read it. */
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private static final String TOKEN_NEEDED =
            "Send a token that is known here and still valid in the metadata, \"authorization: Bearer TOKEN\".";
    private static final String SCHEME = "bearer ";
    private static final String HEALTH = "grpc.health.v1.Health";

    private final SecuritySettings settings;
    private final BearerTokens tokens;
    private final RequestLimits limits;

    GrpcCallers(SecuritySettings settings, BearerTokens tokens, RequestLimits limits) {
        this.settings = settings;
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        if (HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            return as(Caller.ANYBODY, call, metadata, next);
        }
        Requester address = Requester.of(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        if (settings.isOpen()) {
            return limited(address, Caller.ANYBODY, call, metadata, next);
        }
        Optional<String> token = token(metadata);
        if (token.isEmpty() && settings.openGrpc()) {
            return limited(address, Caller.READER, call, metadata, next);
        }
        try {
            Caller caller = tokens.caller(token.orElse(""));
            return limited(Requester.of(caller), caller, call, metadata, next);
        } catch (InvalidBearerTokenException refused) {
            Allowance left = limits.take(address);
            return left.granted()
                    ? closed(call, Status.UNAUTHENTICATED.withDescription(TOKEN_NEEDED), new Metadata())
                    : overLimit(left, call);
        }
    }

    private <Q, A> ServerCall.Listener<Q> limited(
            Requester requester,
            Caller caller,
            ServerCall<Q, A> call,
            Metadata metadata,
            ServerCallHandler<Q, A> next) {
        Allowance left = limits.take(requester);
        return left.granted() ? as(caller, call, metadata, next) : overLimit(left, call);
    }

    private static <Q, A> ServerCall.Listener<Q> overLimit(Allowance left, ServerCall<Q, A> call) {
        Metadata trailers = new Metadata();
        trailers.put(PUSHBACK, Long.toString(Math.max(1, left.untilNext().toMillis())));
        return closed(
                call,
                Status.RESOURCE_EXHAUSTED.withDescription(
                        "That is more than this caller may ask for (lagcast.limits). Ask again later, less often."),
                trailers);
    }

    private static <Q, A> ServerCall.Listener<Q> closed(ServerCall<Q, A> call, Status status, Metadata trailers) {
        call.close(status, trailers);
        return new ServerCall.Listener<>() {};
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
