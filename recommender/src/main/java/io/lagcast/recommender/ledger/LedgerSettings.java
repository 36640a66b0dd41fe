package io.lagcast.recommender.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long recommendations are kept.
 *
 * @param retention how long a recommendation is kept after its event time, at least a day
 */
@ConfigurationProperties("lagcast.ledger")
public record LedgerSettings(@DefaultValue("30d") Duration retention) {

    public LedgerSettings {
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("lagcast.ledger.retention must be at least a day but was " + retention);
        }
    }
}
