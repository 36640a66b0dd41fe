/**
 * The Kafka topic of recommendations: compacted, keyed by workload, each record an event as webhooks carry it.
 * {@link io.lagcast.recommender.kafkaoutlet.KafkaOutbox} notes what is to be told in the ledger's own transaction;
 * {@link io.lagcast.recommender.kafkaoutlet.TopicPublisher} publishes it in order and crosses off what the broker has acknowledged. A removed
 * workload is forgotten: a record without a value follows whatever was told of it. Off unless a cluster
 * is configured.
 */
@ApplicationModule(allowedDependencies = {"ledger", "workloads", "persistence", "tracing"})
@NullMarked
package io.lagcast.recommender.kafkaoutlet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
