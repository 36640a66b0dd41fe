package io.lagcast.demo.traffic;

import java.time.Duration;

/**
 * What every replica of the consuming application is like.
 *
 * @param bootstrapServers where the broker is
 * @param topic what is consumed
 * @param group the consumer group
 * @param recordsPerSecond how many records one replica processes per second at most, positive
 * @param startUp from asking for a replica to its first poll
 */
public record ReplicaSettings(
        String bootstrapServers, String topic, String group, double recordsPerSecond, Duration startUp) {

    ReplicaSettings withStartUp(Duration other) {
        return new ReplicaSettings(bootstrapServers, topic, group, recordsPerSecond, other);
    }
}
