package io.lagcast.recommender.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the event stream.
 *
 * @param maxClients most clients connected at once; further ones are told to come back later
 * @param maxClientsPerRequester most clients connected at once of one caller, or of one address where nobody is known
 * @param maxPending most events that wait for a client before it is disconnected; room for a state event of every workload
 * @param heartbeat how long a client is left without a sign of life, so that proxies keep the connection
 * @param resumeWithin how long after the last client went events are kept for clients that come back
 */
@ConfigurationProperties("lagcast.events")
record EventSettings(
        @DefaultValue("500") int maxClients,
        @DefaultValue("300") int maxClientsPerRequester,
        @DefaultValue("20000") int maxPending,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("2m") Duration resumeWithin) {

    EventSettings {
        if (maxClients < 1
                || maxClientsPerRequester < 1
                || maxPending < 1
                || heartbeat.isNegative()
                || heartbeat.isZero()
                || resumeWithin.isNegative()) {
            throw new IllegalArgumentException(
                    "lagcast.events needs max-clients, max-clients-per-requester, max-pending and heartbeat above zero, and resume-within not below, but has "
                            + maxClients + ", " + maxClientsPerRequester + ", " + maxPending + ", " + heartbeat
                            + " and " + resumeWithin);
        }
    }
}
