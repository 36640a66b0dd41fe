package io.lagcast.recommender.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SenderTest {

    /** That of the test vector in the Standard Webhooks specification. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    private final TestingReceiver receiver = new TestingReceiver();
    private DnsResolver names = SystemDefaultDnsResolver.INSTANCE;

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void signsAsTheSpecificationsTestVectorSays() {
        assertThat(SigningSecret.parse(SECRET).orElseThrow().sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void sendsASignedMessage() {
        Answer answer = send(receiver.url());

        assertThat(answer).isEqualTo(new Answer.Accepted(204));
        TestingReceiver.Received request = receiver.received().getFirst();
        assertThat(request.header("webhook-id")).isEqualTo("an-id");
        assertThat(request.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(request.text()).isEqualTo(new String(BODY, StandardCharsets.UTF_8));
        assertThat(TestingVerifier.isSigned(request, SECRET)).isTrue();
    }

    @Test
    void doesNotFollowRedirects() {
        try (TestingReceiver inside = new TestingReceiver()) {
            for (int status : List.of(301, 302, 303, 307, 308)) {
                receiver.behave(TestingReceiver.status(status, "Location: " + inside.url()));

                assertThat(send(receiver.url())).isInstanceOf(Answer.Failed.class);
            }
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void givesUpOnAReceiverThatHangs() {
        receiver.behave(TestingReceiver.silence());

        assertThat(send(receiver.url()))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(failed.error())
                        .contains("PT0.5S"));
    }

    @Test
    void givesUpOnAReceiverThatDribblesHeadersForEver() {
        receiver.behave((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            dribble(() -> out.write("X-More: 1\r\n".getBytes(StandardCharsets.US_ASCII)));
        });

        assertThat(send(receiver.url())).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void takesTheStatusOfAReceiverThatDribblesItsBodyForEver() {
        receiver.behave((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            dribble(() -> out.write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
        });

        assertThat(send(receiver.url())).isEqualTo(new Answer.Accepted(200));
    }

    @Test
    void breaksOffAHugeBody() throws InterruptedException {
        AtomicLong writtenBytes = new AtomicLong();
        CountDownLatch brokenOff = new CountDownLatch(1);
        receiver.behave((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                while (writtenBytes.addAndGet(1 << 16) < 1_000_000_000) {
                    out.write(new byte[1 << 16]);
                }
            } finally {
                brokenOff.countDown();
            }
        });

        assertThat(send(receiver.url())).isEqualTo(new Answer.Accepted(200));
        assertThat(brokenOff.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(writtenBytes.get()).isLessThan(100_000_000);
    }

    @Test
    void isNotConfusedByABodyShorterOrLongerThanItSays() {
        receiver.behave((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort".getBytes(StandardCharsets.US_ASCII));
            out.close();
        });
        assertThat(send(receiver.url())).isEqualTo(new Answer.Accepted(200));

        receiver.behave(TestingReceiver.raw("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n"));
        assertThat(send(receiver.url())).isInstanceOf(Answer.Failed.class);
        receiver.behave(TestingReceiver.raw("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n"));
        send(receiver.url());
    }

    @Test
    void failsOnWhatIsNotHttp() {
        receiver.behave(TestingReceiver.raw("220 mail.example.com ESMTP\r\n\r\n"));

        assertThat(send(receiver.url())).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void hearsWhenToComeBack() {
        receiver.behave(TestingReceiver.status(503, "Retry-After: 120"));
        assertThat(send(receiver.url()))
                .isEqualTo(new Answer.Failed(Optional.of(503), "Answered 503", Optional.of(Duration.ofMinutes(2))));

        receiver.behave(TestingReceiver.status(503, "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT"));
        assertThat(send(receiver.url())).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.retryAfter().orElseThrow())
                .isGreaterThan(Duration.ofDays(1)));

        receiver.behave(TestingReceiver.status(503, "Retry-After: soon"));
        assertThat(send(receiver.url()))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(failed.retryAfter())
                        .isEmpty());
    }

    @Test
    void hearsThatTheReceiverIsGone() {
        receiver.behave(TestingReceiver.status(410));

        assertThat(send(receiver.url())).isEqualTo(new Answer.Gone());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:%d/",
                "http://127.2:%d/",
                "http://2130706434:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.2]:%d/",
                "http://[::ffff:7f00:2]:%d/",
                "http://0.0.0.0:%d/",
                "http://[::]:%d/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://10.0.0.1:%d/"
            })
    void connectsToNoLiteralThatIsNotPermitted(String url) {
        Answer answer = send(url.formatted(receiver.port()));

        assertThat(answer).isInstanceOf(Answer.NotPermitted.class);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void connectsToNoNameWhoseAddressIsNotPermitted() {
        names = new TestingNames("127.0.0.2", "169.254.169.254");

        assertThat(send("http://inside.example.com:" + receiver.port() + "/"))
                .isInstanceOfSatisfying(Answer.NotPermitted.class, refused -> assertThat(refused.error())
                        .contains("inside.example.com", "127.0.0.2"));
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void connectsToTheVeryAddressThatWasChecked() {
        TestingNames rebinding = new TestingNames("127.0.0.1").then("127.0.0.2");
        names = rebinding;

        assertThat(send("http://rebinding.example.com:" + receiver.port() + "/"))
                .isEqualTo(new Answer.Accepted(204));
        assertThat(rebinding.asked.get()).isEqualTo(1);
        assertThat(receiver.received().getFirst().header("host")).startsWith("rebinding.example.com");
    }

    @Test
    void passesOverAddressesThatAreNotPermitted() {
        names = new TestingNames("10.0.0.1", "::1", "127.0.0.1");

        assertThat(send("http://both.example.com:" + receiver.port() + "/")).isEqualTo(new Answer.Accepted(204));
    }

    @Test
    void failsOnANameThatIsNotKnown() {
        names = new TestingNames();

        assertThat(send("http://nowhere.example.com/")).isInstanceOf(Answer.Failed.class);
    }

    private Answer send(String url) {
        try (Sender sender = new Sender(TestingSettings.with(), names, Clock.systemUTC(), Optional::empty)) {
            return sender.send(
                    URI.create(url), List.of(SigningSecret.parse(SECRET).orElseThrow()), "an-id", BODY);
        } catch (IOException unclosed) {
            throw new IllegalStateException(unclosed);
        }
    }

    private interface Writing {

        void write() throws IOException;
    }

    /** Until the other side breaks off. */
    private static void dribble(Writing drop) throws IOException {
        while (true) {
            drop.write();
            try {
                Thread.sleep(50);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    /** Names that resolve to what they are told to, another time to something else. */
    private static final class TestingNames implements DnsResolver {

        private final AtomicInteger asked = new AtomicInteger();
        private final Deque<List<String>> answers = new ArrayDeque<>();

        TestingNames(String... literals) {
            answers.add(List.of(literals));
        }

        TestingNames then(String... literals) {
            answers.add(List.of(literals));
            return this;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.incrementAndGet();
            List<String> literals = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            InetAddress[] addresses = new InetAddress[literals.size()];
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = InetAddress.getByName(literals.get(i));
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
