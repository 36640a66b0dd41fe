package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.CloudEventJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpOptions;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Signs and posts one message, once. Trusts the receiver in nothing: it is given so much time and no more, redirects are not followed, of its answer
 * only the status counts, and no more of the body is read than allowed.
 */
final class Sender implements AutoCloseable {

    /** A connection is used again for that long at most, so that a name that moves is followed. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);
    /** Shorter than servers keep idle connections, which would break the next request. */
    private static final TimeValue IDLE_LIFE = TimeValue.ofSeconds(4);

    private static final String ALLOWED_ORIGIN = "WebHook-Allowed-Origin";
    /** Most characters of a receiver's header that are shown. */
    private static final int LONGEST_QUOTE = 80;

    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_CLIENT_ERROR = 400;

    private final WebhookSettings settings;
    private final InstantSource clock;
    private final Supplier<Optional<String>> traceparent;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    /** One that says, besides what Standard Webhooks wants, in which span it is called, if any. */
    Sender(WebhookSettings settings, DnsResolver names, InstantSource clock, Supplier<Optional<String>> traceparent) {
        this.settings = settings;
        this.clock = clock;
        this.traceparent = traceparent;
        this.client = client(settings, new CheckedResolver(names, settings.permittedAddresses()));
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(WebhookSettings settings, CheckedResolver resolver) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout total = Timeout.of(settings.timeout());
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(settings.workers())
                .setMaxConnPerRoute(settings.workers())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(total)
                        .setTimeToLive(CONNECTION_LIFE)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(total).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(total)
                        .setResponseTimeout(total)
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE_LIFE)
                .setUserAgent("Lagcast")
                .build();
    }

    /** Posts a message under an identifier, signed with every given secret. */
    Answer send(URI url, List<SigningSecret> secrets, String id, byte[] body) {
        return exchange(message(url, secrets, id, body), this::judge);
    }

    /** Asks by OPTIONS whether the receiver takes events of that origin: it says so in {@code WebHook-Allowed-Origin}. */
    Answer ask(URI url, String origin) {
        HttpOptions request = new HttpOptions(url);
        request.setHeader("WebHook-Request-Origin", origin);
        return exchange(request, response -> judgeConsent(response, origin));
    }

    private Answer exchange(HttpUriRequestBase request, Function<ClassicHttpResponse, Answer> judgement) {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                settings.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return answer(request, judgement);
        } catch (CheckedResolver.AddressNotPermitted refused) {
            return new Answer.NotPermitted(String.valueOf(refused.getMessage()));
        } catch (IOException | RuntimeException failed) {
            return failed(late.get() ? "No answer within " + settings.timeout() : describe(failed));
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpPost message(URI url, List<SigningSecret> secrets, String id, byte[] body) {
        long timestamp = clock.instant().getEpochSecond();
        HttpPost request = new HttpPost(url);
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader(
                "webhook-signature",
                secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" ")));
        traceparent.get().ifPresent(span -> request.setHeader("traceparent", span));
        request.setEntity(new ByteArrayEntity(body, ContentType.create(CloudEventJson.CONTENT_TYPE)));
        return request;
    }

    private Answer answer(HttpUriRequestBase request, Function<ClassicHttpResponse, Answer> judgement)
            throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            return judgement.apply(response);
        } finally {
            discard(request, response);
        }
    }

    private Answer judge(ClassicHttpResponse response) {
        int status = response.getCode();
        if (status >= FIRST_SUCCESS && status < FIRST_REDIRECT) {
            return new Answer.Accepted(status);
        }
        if (status == Answer.Gone.STATUS) {
            return new Answer.Gone();
        }
        String error = status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR
                ? "Answered " + status + "; redirects are not followed"
                : "Answered " + status;
        return new Answer.Failed(Optional.of(status), error, retryAfter(response));
    }

    private Answer judgeConsent(ClassicHttpResponse response, String origin) {
        Answer answer = judge(response);
        Header allowed = response.getFirstHeader(ALLOWED_ORIGIN);
        String value = allowed == null ? "" : String.valueOf(allowed.getValue()).strip();
        boolean agrees = value.equals("*") || value.equalsIgnoreCase(origin);
        return answer instanceof Answer.Accepted accepted && !agrees
                ? new Answer.Failed(
                        Optional.of(accepted.status()),
                        value.isEmpty()
                                ? "Answered OPTIONS with " + accepted.status() + " but without " + ALLOWED_ORIGIN
                                : "Allows the origin \"" + shortened(value) + "\" but not \"" + origin + "\"",
                        Optional.empty())
                : answer;
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "...";
    }

    /** Seconds, or a date of HTTP (RFC 9110, 10.2.3). */
    private Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String value = header == null ? null : header.getValue();
        if (value == null) {
            return Optional.empty();
        }
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant until = DateUtils.parseStandardDate(value);
        return Optional.ofNullable(until)
                .map(instant -> Duration.between(clock.instant(), instant))
                .filter(wait -> !wait.isNegative());
    }

    /** Reads a short body, so that the connection can be used again, and breaks the connection off in the middle of a long one. */
    private void discard(HttpUriRequestBase request, ClassicHttpResponse response) {
        try {
            if (!isShort(response.getEntity())) {
                request.cancel();
            }
            response.close();
        } catch (IOException | RuntimeException broken) {
            request.cancel();
        }
    }

    private boolean isShort(HttpEntity body) throws IOException {
        if (body == null) {
            return true;
        }
        InputStream content = body.getContent();
        int limit = Math.toIntExact(settings.maxResponse().toBytes());
        return content == null || content.readNBytes(limit + 1).length <= limit;
    }

    private static Answer failed(String error) {
        return new Answer.Failed(Optional.empty(), error, Optional.empty());
    }

    private static String describe(Exception failed) {
        String message = failed.getMessage();
        String name = failed.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
