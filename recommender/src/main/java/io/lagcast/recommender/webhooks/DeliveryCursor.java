package io.lagcast.recommender.webhooks;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a listing of deliveries goes on: after this one. Opaque to callers.
 *
 * @param createdAt when the last delivery listed was put in
 * @param id its identifier
 */
record DeliveryCursor(Instant createdAt, UUID id) {

    /** Before the newest. */
    static final DeliveryCursor START = new DeliveryCursor(Instant.parse("9999-12-31T23:59:59Z"), new UUID(0, 0));

    String encoded() {
        byte[] text = (createdAt + "/" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** The cursor that was encoded so, or empty if none was. */
    static Optional<DeliveryCursor> decode(String encoded) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII).split("/", -1);
            if (parts.length != 2) {
                return Optional.empty();
            }
            Instant createdAt = Instant.parse(parts[0]);
            boolean known = !createdAt.isBefore(Instant.EPOCH) && !createdAt.isAfter(START.createdAt());
            return known ? Optional.of(new DeliveryCursor(createdAt, UUID.fromString(parts[1]))) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
