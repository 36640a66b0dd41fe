package io.lagcast.recommender.kafkaoutlet;

import io.lagcast.recommender.ledger.Recommendation;
import java.util.Optional;

/** What a record of the topic says. */
sealed interface TopicMessage {

    /** What it is about, in words. */
    String subject();

    /** Where the trace of what it tells goes on; empty if that was not traced. */
    Optional<String> traceparent();

    /** What is recommended for a workload. */
    record Told(Recommendation recommendation) implements TopicMessage {

        @Override
        public String subject() {
            return "Recommendation " + recommendation.id() + " of " + recommendation.workload();
        }

        @Override
        public Optional<String> traceparent() {
            return recommendation.provenance().traceparent();
        }
    }

    /** A workload is not watched any more: a record without a value, on which compaction removes what was told of it. */
    record Forgotten(String workload) implements TopicMessage {

        @Override
        public String subject() {
            return "The deletion of " + workload;
        }

        @Override
        public Optional<String> traceparent() {
            return Optional.empty();
        }
    }
}
