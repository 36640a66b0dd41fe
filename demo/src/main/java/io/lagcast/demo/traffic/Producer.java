package io.lagcast.demo.traffic;

import io.lagcast.demo.trace.Playback;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.VoidSerializer;

/**
 * Produces records at the rate of a {@link Playback}. A record's value is its number within its partition, its timestamp when it
 * was due to be produced, so that a broker that is away makes it older.
 */
public final class Producer implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);

    /** How long the broker may take to acknowledge what is still on the way at the end. */
    private static final Duration LAST_CHANCE = Duration.ofSeconds(30);

    private final String topic;
    private final Playback playback;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final KafkaProducer<Void, Long> kafka;
    private final SplittableRandom random;
    private final long[] nextSequence;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile double recordsPerSecond;

    /** Starts producing to all partitions of a topic, at random. */
    public Producer(
            String bootstrapServers,
            String topic,
            int partitions,
            Playback playback,
            Deliveries deliveries,
            InstantSource clock,
            long seed) {
        this.topic = topic;
        this.playback = playback;
        this.deliveries = deliveries;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.nextSequence = new long[partitions];
        this.kafka = new KafkaProducer<>(settings(bootstrapServers), new VoidSerializer(), new LongSerializer());
        this.thread = Thread.ofPlatform().daemon().name("producer").start(this::run);
    }

    /** The rate that is being produced now. */
    public double recordsPerSecond() {
        return stopping ? 0 : recordsPerSecond;
    }

    /** Stops producing and waits until the broker has what was produced. */
    @Override
    public void close() {
        finish();
    }

    /** As {@link #close()}. */
    public void finish() {
        if (stopping) {
            return;
        }
        stopping = true;
        try {
            thread.join(LAST_CHANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kafka.close(LAST_CHANCE);
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "orders-producer",
                "enable.idempotence",
                true,
                "linger.ms",
                20,
                "batch.size",
                16_384,
                "buffer.memory",
                33_554_432L,
                // A broker that is away is waited for, however long that takes: no record may be given up.
                "max.block.ms",
                (long) Integer.MAX_VALUE,
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                "reconnect.backoff.max.ms",
                1_000L);
    }

    private void run() {
        long started = System.nanoTime();
        long last = started;
        double due = 0;
        while (!stopping) {
            long now = System.nanoTime();
            recordsPerSecond = playback.rate(Duration.ofNanos(now - started));
            due += recordsPerSecond * (now - last) / 1e9;
            long sinceMillis = clock.millis() - (now - last) / 1_000_000;
            last = now;
            int whole = (int) due;
            due -= whole;
            if (!send(whole, sinceMillis)) {
                return;
            }
            sleep();
        }
    }

    /** Hands over so many records that were due one after the other since a moment; it is long ago when the broker was away. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told of success and failure alike
    private boolean send(int count, long sinceMillis) {
        long untilMillis = clock.millis();
        try {
            for (int i = 0; i < count && !stopping; i++) {
                long dueMillis = sinceMillis + (untilMillis - sinceMillis) * (i + 1) / count;
                int partition = random.nextInt(nextSequence.length);
                long sequence = nextSequence[partition]++;
                ProducerRecord<Void, Long> record = new ProducerRecord<>(topic, partition, dueMillis, null, sequence);
                kafka.send(record, (metadata, failure) -> acknowledge(failure == null));
            }
            return true;
        } catch (KafkaException | IllegalStateException closed) {
            return false;
        }
    }

    private void acknowledge(boolean accepted) {
        if (accepted) {
            deliveries.produced();
        } else {
            deliveries.failed();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
