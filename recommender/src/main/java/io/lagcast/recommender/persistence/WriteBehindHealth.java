package io.lagcast.recommender.persistence;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** How a queue stands: UP, DEGRADED while rows wait for PostgreSQL, OUT_OF_SERVICE while rows are lost. */
public final class WriteBehindHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final WriteBehind<?> queue;

    public WriteBehindHealth(WriteBehind<?> queue) {
        this.queue = queue;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.status(status())
                .withDetail("queuedRows", queue.queuedRows())
                .withDetail("spilledBytes", queue.spilledBytes())
                .withDetail("lostRows", queue.lostRows());
        if (queue.databaseAvailability() instanceof Availability.Unavailable(var since, var error)) {
            health.withDetail("databaseAwaySince", since.toString()).withDetail("databaseError", error);
        }
        if (!queue.lastError().isEmpty()) {
            health.withDetail("lastError", queue.lastError());
        }
        return health.build();
    }

    private Status status() {
        if (queue.isFull()) {
            return Status.OUT_OF_SERVICE;
        }
        return switch (queue.databaseAvailability()) {
            case Availability.Available available -> queue.spilledBytes() == 0 ? Status.UP : DEGRADED;
            case Availability.Unavailable unavailable -> DEGRADED;
        };
    }
}
