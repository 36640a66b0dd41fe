package io.lagcast.recommender.problems;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what is accepted over HTTP.
 *
 * @param maxBody largest body of a request; a sample of a group with 10,000 partitions has about 1 MB
 */
@ConfigurationProperties("lagcast.http")
record HttpSettings(@DefaultValue("16MB") DataSize maxBody) {

    HttpSettings {
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("lagcast.http.max-body must be positive but was " + maxBody);
        }
    }
}
