package io.lagcast.recommender.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long changes stay in the audit log.
 *
 * @param retention how long a change stays in the audit log
 * @param housekeepingInterval how often older changes are removed
 */
@ConfigurationProperties("lagcast.audit")
record AuditSettings(
        @DefaultValue("400d") Duration retention,
        @DefaultValue("1h") Duration housekeepingInterval) {

    AuditSettings {
        requirePositive("retention", retention);
        requirePositive("housekeeping-interval", housekeepingInterval);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("lagcast.audit." + name + " must be positive but was " + value);
        }
    }
}
