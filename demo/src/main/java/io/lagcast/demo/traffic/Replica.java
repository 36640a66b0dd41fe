package io.lagcast.demo.traffic;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.VoidDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of the consuming application: takes a while to start, then is a real consumer in a thread of its own that processes
 * so many records per second, whichever partitions they are from, and commits what it processed about every second.
 */
final class Replica {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long COMMIT_NANOS = 1_000_000_000;
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final ReplicaSettings settings;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final IntConsumer onGeneration;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean serving;

    /**
     * A replica that does nothing yet.
     *
     * @param onGeneration told the generation of the group whenever partitions are assigned; every rebalance makes a new one
     */
    Replica(
            ReplicaSettings settings,
            int number,
            Deliveries deliveries,
            InstantSource clock,
            IntConsumer onGeneration) {
        this.settings = settings;
        this.deliveries = deliveries;
        this.clock = clock;
        this.onGeneration = onGeneration;
        this.thread = Thread.ofPlatform().daemon().name("replica-" + number).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether it has joined the group and was not asked to stop. */
    boolean isServing() {
        return serving && !isStopping();
    }

    /** Asks it to finish what it has in hand, commit and leave. */
    void stop() {
        stopping.countDown();
    }

    /** Waits for it to be gone. */
    void join(Duration longest) throws InterruptedException {
        thread.join(longest);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        try {
            if (!stopping.await(settings.startUp().toMillis(), TimeUnit.MILLISECONDS)) {
                consume();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.warn("{} ended: {}", thread.getName(), e.toString());
        } finally {
            serving = false;
        }
    }

    private void consume() {
        try (KafkaConsumer<Void, Long> consumer =
                new KafkaConsumer<>(consumerSettings(), new VoidDeserializer(), new LongDeserializer())) {
            consumer.subscribe(List.of(settings.topic()), new CommitBeforeRevoke(consumer));
            Throttle throttle = new Throttle(settings.recordsPerSecond());
            long committedAt = System.nanoTime();
            while (!isStopping()) {
                process(consumer.poll(POLL), throttle);
                if (System.nanoTime() - committedAt >= COMMIT_NANOS) {
                    committedAt = System.nanoTime();
                    consumer.commitAsync();
                }
            }
            commit(consumer);
        }
    }

    private void process(ConsumerRecords<Void, Long> records, Throttle throttle) {
        throttle.spend(records.count());
        long now = clock.millis();
        for (ConsumerRecord<Void, Long> record : records) {
            deliveries.consumed(record.partition(), record.value(), now - record.timestamp());
        }
    }

    /** A commit that fails means that records are processed again, which is counted; it must not end the replica. */
    private static void commit(KafkaConsumer<Void, Long> consumer) {
        try {
            consumer.commitSync(COMMIT_TIMEOUT);
        } catch (KafkaException e) {
            LOG.debug("Commit failed", e);
        }
    }

    private Map<String, Object> consumerSettings() {
        int batch = (int) Math.max(1, settings.recordsPerSecond() / 10);
        return Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "group.id",
                settings.group(),
                "client.id",
                thread.getName(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                batch,
                // Small fetches, so that with a backlog every partition gets its turn; not tiny ones, or there are
                // thousands.
                "max.partition.fetch.bytes",
                8_192,
                "fetch.min.bytes",
                2_048,
                "fetch.max.wait.ms",
                100);
    }

    private final class CommitBeforeRevoke implements ConsumerRebalanceListener {

        private final KafkaConsumer<Void, Long> consumer;

        CommitBeforeRevoke(KafkaConsumer<Void, Long> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit(consumer);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            serving = true;
            onGeneration.accept(consumer.groupMetadata().generationId());
        }
    }
}
