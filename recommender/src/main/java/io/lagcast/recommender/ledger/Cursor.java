package io.lagcast.recommender.ledger;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a listing goes on: after this recommendation. Opaque to callers.
 *
 * @param time event time of the last recommendation listed
 * @param id its identifier
 */
record Cursor(Instant time, UUID id) {

    String encoded() {
        byte[] text = (time + "/" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    static Cursor decode(String encoded) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII);
            int slash = text.indexOf('/');
            if (slash > 0) {
                return new Cursor(Instant.parse(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
            }
        } catch (IllegalArgumentException | DateTimeException foreign) {
            throw new IllegalArgumentException(message(encoded), foreign);
        }
        throw new IllegalArgumentException(message(encoded));
    }

    private static String message(String encoded) {
        return "cursor is not one that a listing returned: " + encoded
                + "\nMaybe it was cut short; leave it out to start with the newest.";
    }
}
