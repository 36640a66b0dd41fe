package io.lagcast.recommender.collection;

import io.lagcast.recommender.workloads.Workloads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/** Takes samples in the form of {@code decide} from a topic. A record that is none is set aside, with the reason, and holds up no other. */
final class SampleTopicListener implements BatchMessageListener<byte[], byte[]> {

    private final Workloads workloads;
    private final SampleReceiver receiver;
    private final ConsumerRecordRecoverer deadLetters;
    private final InstantSource clock;
    private final Counter taken;
    private final Counter setAside;

    SampleTopicListener(
            Workloads workloads,
            SampleReceiver receiver,
            ConsumerRecordRecoverer deadLetters,
            InstantSource clock,
            MeterRegistry meters) {
        this.workloads = workloads;
        this.receiver = receiver;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.taken = Counter.builder("lagcast.sample.topic.taken")
                .description("Samples taken from the topic")
                .register(meters);
        this.setAside = Counter.builder("lagcast.sample.topic.set.aside")
                .description("Records of the topic that were no sample")
                .register(meters);
    }

    /** Why a record cannot be taken. */
    private static final class NotASample extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotASample(String reason) {
            super(reason);
        }
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        if (!workloads.loaded()) {
            throw new IllegalStateException("The stored workloads could not be read yet; samples wait until they are");
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                take(record.value());
                taken.increment();
            } catch (NotASample | InvalidSampleException wrong) {
                deadLetters.accept(record, wrong);
                setAside.increment();
            }
        }
    }

    private void take(byte @Nullable [] value) {
        if (value == null) {
            throw new NotASample("The record has no value");
        }
        NamedSample named = SampleJson.readLine(new String(value, StandardCharsets.UTF_8));
        if (workloads.find(named.workload()).isEmpty()) {
            throw new NotASample("There is no workload \"" + named.workload() + "\". Put it to /api/v1/workloads/"
                    + named.workload() + " first.");
        }
        SampleJson.requireNotAhead(named.sample(), clock.instant());
        receiver.receive(named.workload(), named.sample());
    }
}
