package io.lagcast.recommender.persistence;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this instance keeps files.
 *
 * @param dataDir directory, made when it is not there
 */
@ConfigurationProperties("lagcast")
public record DataDirectory(@DefaultValue("lagcast-data") Path dataDir) {}
