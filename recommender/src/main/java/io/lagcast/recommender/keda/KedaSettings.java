package io.lagcast.recommender.keda;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What KEDA may use.
 *
 * @param maxStreams most streams open at once, at least 1; a ScaledObject with an external-push trigger needs two
 */
@ConfigurationProperties("lagcast.keda")
record KedaSettings(@DefaultValue("10000") int maxStreams) {

    KedaSettings {
        if (maxStreams < 1) {
            throw new IllegalArgumentException("lagcast.keda.max-streams must be at least 1 but was " + maxStreams);
        }
    }
}
