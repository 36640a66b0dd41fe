package io.lagcast.recommender;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Beliefs;
import io.lagcast.costmodel.Decision;
import io.lagcast.costmodel.Reason;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.Replicas;
import io.lagcast.forecasting.Forecast;
import io.lagcast.recommender.ledger.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Advice that executors are told of: who moves whom, and when. Valid for five minutes. */
public final class TestingMoves {

    public static final Provenance PROVENANCE =
            new Provenance("testing", Optional.empty(), Optional.empty(), 1, "0.1.0", Optional.empty());

    private static final Duration VALID = Duration.ofMinutes(5);

    private static final Beliefs BELIEFS = new Beliefs(
            new RecordsPerSecond(900),
            new RecordsPerSecond(1000),
            12,
            Duration.ofSeconds(30),
            3,
            Duration.ofSeconds(10),
            0,
            RebalanceProtocol.COOPERATIVE);

    private TestingMoves() {}

    /** A move to be made at once. */
    public static Advice move(Instant time, int from, int to) {
        return planned(time, from, to, time);
    }

    /** A move to be made at {@code executeAt}. */
    public static Advice planned(Instant time, int from, int to, Instant executeAt) {
        Reason reason = new Reason(Reason.Code.DEMAND_RISING, "Demand outgrows capacity.", Map.of());
        return advice(
                time,
                from,
                new Decision.Scale(new Replicas(from), new Replicas(to), executeAt, reason),
                time.plus(VALID));
    }

    /** A count to be kept, valid until {@code validUntil}. */
    public static Advice hold(Instant time, int replicas, Instant validUntil) {
        Reason reason = new Reason(Reason.Code.STEADY, "It fits.", Map.of());
        return advice(time, replicas, new Decision.Hold(new Replicas(replicas), reason), validUntil);
    }

    private static Advice advice(Instant time, int current, Decision decision, Instant validUntil) {
        return new Advice(
                time,
                new Replicas(current),
                decision,
                validUntil,
                List.of(),
                new Forecast.Unavailable("testing", "too little was seen", Duration.ofMinutes(3)),
                BELIEFS,
                false);
    }
}
