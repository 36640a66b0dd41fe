package io.lagcast.recommender.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** One bucket of tokens for each requester: every request takes one, and they come back at a steady rate. */
@Component
@EnableConfigurationProperties(LimitSettings.class)
public final class RequestLimits {

    private static final Duration REFILL = Duration.ofSeconds(1);
    private static final float LOAD_FACTOR = 0.75f;

    private final LimitSettings settings;
    private final TimeMeter time;
    private final Map<Requester, Bucket> buckets;

    @Autowired
    RequestLimits(LimitSettings settings) {
        this(settings, System::nanoTime);
    }

    RequestLimits(LimitSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.time = new NanoTime(nanoTime);
        this.buckets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Requester, Bucket> eldest) {
                return size() > settings.maxRequesters();
            }
        };
    }

    /** Counts a request, and says whether it is within the limit. One that is not takes nothing. */
    public Allowance take(Requester requester) {
        ConsumptionProbe probe = bucket(requester).tryConsumeAndReturnRemaining(1);
        return new Allowance(
                probe.isConsumed(),
                settings.burst(),
                REFILL.multipliedBy(settings.burst()).dividedBy(settings.requestsPerSecond()),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private Bucket bucket(Requester requester) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(requester, unknown -> Bucket.builder()
                    .addLimit(limit ->
                            limit.capacity(settings.burst()).refillGreedy(settings.requestsPerSecond(), REFILL))
                    .withCustomTimePrecision(time)
                    .build());
        }
    }

    private record NanoTime(LongSupplier nanoTime) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
