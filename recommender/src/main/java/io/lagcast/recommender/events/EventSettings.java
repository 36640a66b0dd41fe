package io.lagcast.recommender.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the event stream.
 *
 * @param maxClients most clients connected at once; further ones are told to come back later
 * @param maxPending most events that wait for a client before it is disconnected; room for a state event of every workload
 * @param heartbeat how long a client is left without a sign of life, so that proxies keep the connection
 */
@ConfigurationProperties("lagcast.events")
record EventSettings(
        @DefaultValue("500") int maxClients,
        @DefaultValue("20000") int maxPending,
        @DefaultValue("15s") Duration heartbeat) {

    EventSettings {
        if (maxClients < 1 || maxPending < 1 || heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException(
                    "lagcast.events needs max-clients, max-pending and heartbeat above zero but has " + maxClients
                            + ", " + maxPending + " and " + heartbeat);
        }
    }
}
