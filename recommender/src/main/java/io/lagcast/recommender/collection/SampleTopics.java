package io.lagcast.recommender.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Makes the topic of pushed samples and the one for what is set aside, if they are not there and the broker allows it, as soon as it answers. */
final class SampleTopics implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SampleTopics.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Map<String, String> client;
    private final List<String> topics;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    SampleTopics(Map<String, String> client, SampleTopicSettings settings) {
        this.client = Map.copyOf(client);
        this.topics = List.of(settings.topic(), settings.deadLetterTopic());
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("sample-topics").start(this::makeAll);
    }

    private void makeAll() {
        try (Admin admin = Admin.create(new HashMap<>(client))) {
            for (String topic : topics) {
                while (!isSettled(admin, topic)) {
                    Thread.sleep(RETRY);
                }
            }
        } catch (InterruptedException stopped) {
            log.debug("The service stops before its topics were made");
        } catch (KafkaException wrong) {
            log.warn("Topics {} could not be made: {}", topics, wrong.getMessage());
        }
    }

    /** Whether there is nothing more to be done about a topic: it is there, or may not be made. */
    private static boolean isSettled(Admin admin, String topic) throws InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
            log.info("Made the topic {}", topic);
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                return true;
            }
            if (failed.getCause() instanceof RetriableException) {
                return false;
            }
            log.warn("Topic {} could not be made: {}", topic, String.valueOf(failed.getCause()));
            return true;
        }
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
