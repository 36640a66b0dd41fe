package io.lagcast.recommender.persistence;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How rows get to PostgreSQL and where they wait when it is away.
 *
 * @param flushInterval how often queued rows are written; also how often an absent server is asked
 * @param batchRows most rows in one transaction
 * @param queueRows most rows of one kind in memory; more than that are lost, and counted, when neither PostgreSQL nor the disk takes them in time
 * @param spillSize most space on disk for rows of one kind that wait for PostgreSQL; newer ones are lost, and counted, beyond that
 * @param spillSegmentSize size at which the next file of waiting rows is begun
 * @param partitionDaysAhead for how many days ahead partitions are made
 * @param maintenanceInterval how often partitions are made ahead and expired ones dropped
 */
@Validated
@ConfigurationProperties("lagcast.persistence")
record PersistenceSettings(
        @DefaultValue("1s") Duration flushInterval,
        @Min(1) @Max(100_000) @DefaultValue("5000") int batchRows,
        @Min(100) @DefaultValue("50000") int queueRows,
        @DefaultValue("1GB") DataSize spillSize,
        @DefaultValue("16MB") DataSize spillSegmentSize,
        @Min(1) @Max(30) @DefaultValue("3") int partitionDaysAhead,
        @DefaultValue("1h") Duration maintenanceInterval) {

    PersistenceSettings {
        requirePositive("flush-interval", flushInterval);
        requirePositive("maintenance-interval", maintenanceInterval);
        if (spillSegmentSize.toBytes() < 1024 || spillSegmentSize.compareTo(spillSize) > 0) {
            throw new IllegalArgumentException(
                    "lagcast.persistence.spill-segment-size must lie between 1 KB and spill-size (" + spillSize
                            + ") but was " + spillSegmentSize);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("lagcast.persistence." + name + " must be positive but was " + value);
        }
    }
}
