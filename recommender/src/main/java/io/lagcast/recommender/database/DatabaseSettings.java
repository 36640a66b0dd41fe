package io.lagcast.recommender.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded database lives; not used when {@code spring.datasource.url} is configured.
 *
 * @param dataDir directory for everything this instance keeps on disk; made when missing, used by one instance at a time
 * @param databasePort TCP port of the embedded database on the loopback interface; 0 takes a free one
 */
@Validated
@ConfigurationProperties("lagcast")
public record DatabaseSettings(
        @DefaultValue("./lagcast-data") Path dataDir,
        @DefaultValue("0") @Min(0) @Max(65535) int databasePort) {}
