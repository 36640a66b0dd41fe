package io.lagcast.recommender.webhooks;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * How long to wait after a failed attempt: {@code first * 2^(attempts - 1)}, at most {@code max}, less up to half by chance so that receivers that come
 * back are not met by everybody at once ("equal jitter", Brooker 2015, Exponential Backoff And Jitter). The chance comes from the delivery's
 * identifier. A receiver that asks for a longer wait gets it.
 *
 * @param first longest first wait
 * @param max longest wait of all
 */
record Backoff(Duration first, Duration max) {

    private static final int MAX_DOUBLINGS = 30;

    /**
     * The wait after an attempt.
     *
     * @param attempts attempts made, at least one
     * @param asked what the receiver asked for
     */
    Duration after(UUID delivery, int attempts, Optional<Duration> asked) {
        long wholeMillis = first.toMillis() << Math.min(attempts - 1, MAX_DOUBLINGS);
        long cappedMillis = wholeMillis <= 0 ? max.toMillis() : Math.min(wholeMillis, max.toMillis());
        double share = 0.5 + 0.5 * new SplittableRandom(delivery.getMostSignificantBits() + attempts).nextDouble();
        Duration wait = Duration.ofMillis(Math.round(cappedMillis * share));
        return asked.filter(longer -> longer.compareTo(wait) > 0).orElse(wait);
    }
}
