package io.lagcast.recommender.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery and how it stands.
 *
 * @param id what is sent as webhook-id, the same however often it is tried
 * @param workload name of the workload
 * @param recommendationId the recommendation it tells of; the id of the event
 * @param type type of the event
 * @param status PENDING, DELIVERED or PARKED
 * @param attempts attempts made
 * @param nextAttemptAt when it is tried next, if its turn has come; null = it is not
 * @param giveUpAt when it is tried for the last time and then parked
 * @param lastResponseStatus HTTP status of the last answer; null = there was none
 * @param lastError what went wrong last; null = nothing
 * @param createdAt when it was put in
 * @param deliveredAt when it was taken; null = not yet
 */
record DeliveryJson(
        String id,
        String workload,
        String recommendationId,
        String type,
        DeliveryStatus status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant giveUpAt,
        @Nullable Integer lastResponseStatus,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant deliveredAt) {

    static DeliveryJson of(Deliveries.Row row) {
        return new DeliveryJson(
                row.id().toString(),
                row.workload(),
                row.recommendationId().toString(),
                row.type(),
                row.status(),
                row.attempts(),
                row.status() == DeliveryStatus.PENDING ? row.nextAttemptAt() : null,
                row.giveUpAt(),
                row.lastResponseStatus().orElse(null),
                row.lastError().orElse(null),
                row.createdAt(),
                row.deliveredAt().orElse(null));
    }

    /**
     * Some deliveries, newest first.
     *
     * @param items the deliveries
     * @param nextCursor cursor of the next page; null on the last one
     */
    record Page(List<DeliveryJson> items, @Nullable String nextCursor) {

        Page {
            items = List.copyOf(items);
        }

        /** The first {@code limit} of what was found, one more of which tells that there is a next page. */
        static Page of(List<Deliveries.Row> found, int limit) {
            List<Deliveries.Row> shown = found.size() > limit ? found.subList(0, limit) : found;
            String next = found.size() > limit
                    ? new DeliveryCursor(
                                    shown.getLast().createdAt(), shown.getLast().id())
                            .encoded()
                    : null;
            return new Page(shown.stream().map(DeliveryJson::of).toList(), next);
        }
    }
}
