package io.lagcast.recommender.kafkaoutlet;

import io.lagcast.recommender.kafkaoutlet.KafkaOutbox.Entry;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.persistence.Database;
import io.lagcast.recommender.persistence.DatabaseUnreachable;
import io.lagcast.recommender.persistence.Session;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what the outbox holds, at least once and in order, by one thread of one instance at a time. While the cluster is away everything waits in
 * the outbox.
 */
final class TopicPublisher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicPublisher.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Database database;
    private final Ledger ledger;
    private final RecommendationTopic topic;
    private final KafkaOutletSettings settings;
    private final Counter published;
    private final Counter failures;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("kafka-outlet").unstarted(this::run);
    private volatile boolean running;
    private String lastError = "";

    TopicPublisher(
            Database database,
            Ledger ledger,
            RecommendationTopic topic,
            KafkaOutletSettings settings,
            MeterRegistry meters) {
        this.database = database;
        this.ledger = ledger;
        this.topic = topic;
        this.settings = settings;
        this.published = Counter.builder("lagcast.kafka.outlet.published")
                .description("Recommendations and deletions that the topic's brokers have acknowledged")
                .register(meters);
        this.failures = Counter.builder("lagcast.kafka.outlet.failures")
                .description("Batches of recommendations that were not acknowledged and are published again")
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(STOP_TIMEOUT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try (topic) {
            while (running) {
                Thread.sleep(guardedRound());
            }
        } catch (InterruptedException stopped) {
            log.debug("The Kafka outlet ends");
        }
    }

    /** Nothing may end the loop but its end. Returns how long to wait for the next round. */
    private Duration guardedRound() throws InterruptedException {
        try {
            int done = database.isAvailable() ? database.transaction(this::publishSome) : 0;
            if (!lastError.isEmpty() && done > 0) {
                log.info("Recommendations are published to {} again", settings.topic());
                lastError = "";
            }
            return done < settings.batch() ? settings.pollInterval() : Duration.ZERO;
        } catch (DatabaseUnreachable away) {
            return AFTER_FAILURE;
        } catch (RuntimeException failed) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            noteFailure(failed);
            return AFTER_FAILURE;
        }
    }

    private void noteFailure(RuntimeException failed) {
        failures.increment();
        String error = String.valueOf(failed.getMessage());
        if (!error.equals(lastError)) {
            log.warn("Recommendations cannot be published to {} now, they wait: {}", settings.topic(), error);
        }
        lastError = error;
    }

    private int publishSome(Session session) {
        if (!KafkaOutbox.isOurTurn(session)) {
            return 0;
        }
        List<Entry> entries = KafkaOutbox.first(session, settings.batch());
        if (entries.isEmpty()) {
            return 0;
        }
        List<TopicMessage> messages = messages(entries);
        if (messages.size() < entries.size()) {
            log.warn(
                    "{} recommendations waited longer than the ledger keeps them and are not published",
                    entries.size() - messages.size());
        }
        try {
            topic.publish(messages);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Stopped before all were acknowledged", stopped);
        }
        KafkaOutbox.crossOff(session, entries);
        published.increment(messages.size());
        return entries.size();
    }

    /** In the order of the entries; without those the ledger does not keep any more. */
    private List<TopicMessage> messages(List<Entry> entries) {
        Map<UUID, Instant> wanted = entries.stream()
                .filter(Entry.News.class::isInstance)
                .map(Entry.News.class::cast)
                .collect(Collectors.toMap(Entry.News::recommendationId, Entry.News::decidedAt, (a, b) -> a));
        Map<UUID, Recommendation> found =
                ledger.find(wanted).stream().collect(Collectors.toMap(Recommendation::id, Function.identity()));
        return entries.stream().flatMap(entry -> message(entry, found).stream()).toList();
    }

    private static Optional<TopicMessage> message(Entry entry, Map<UUID, Recommendation> found) {
        return switch (entry) {
            case Entry.News news ->
                Optional.ofNullable(found.get(news.recommendationId())).map(TopicMessage.Told::new);
            case Entry.Farewell farewell -> Optional.of(new TopicMessage.Forgotten(farewell.workload()));
        };
    }
}
