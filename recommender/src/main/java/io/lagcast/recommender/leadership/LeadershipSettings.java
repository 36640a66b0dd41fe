package io.lagcast.recommender.leadership;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How instances on one database agree on who leads.
 *
 * @param election whether there is an election; without one this instance always leads, so there must be no other on its database
 * @param name what others call this instance; the name of its host if not given
 * @param renewInterval how often the leader renews its lease and the others look at it
 * @param lease how long a lease must not have been renewed, while PostgreSQL answers, before another instance takes over
 */
@ConfigurationProperties("lagcast.leadership")
record LeadershipSettings(
        @DefaultValue("true") boolean election,
        @Nullable String name,
        @DefaultValue("2s") Duration renewInterval,
        @DefaultValue("8s") Duration lease) {

    LeadershipSettings {
        if (renewInterval.isNegative() || renewInterval.isZero()) {
            throw new IllegalArgumentException(
                    "lagcast.leadership.renew-interval must be positive but was " + renewInterval);
        }
        if (lease.compareTo(renewInterval.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "lagcast.leadership.lease must be at least three times the renew-interval (" + renewInterval
                            + "), or one late renewal costs the lead, but was " + lease);
        }
    }

    Optional<String> givenName() {
        return Optional.ofNullable(name).filter(given -> !given.isBlank());
    }
}
