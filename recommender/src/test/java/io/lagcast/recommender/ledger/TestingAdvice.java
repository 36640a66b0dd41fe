package io.lagcast.recommender.ledger;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Beliefs;
import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.Decision;
import io.lagcast.costmodel.Reason;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.Replicas;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Advices of every kind. */
final class TestingAdvice {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final Provenance PROVENANCE = new Provenance(
            "combination\twith\\odd \"text\"",
            Optional.of(START.minus(Duration.ofDays(15))),
            Optional.of(START),
            42,
            "0.1.0",
            Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    private static final Beliefs BELIEFS = new Beliefs(
            new RecordsPerSecond(90.5),
            new RecordsPerSecond(100),
            12,
            Duration.ofMillis(30_500),
            2,
            Duration.ofSeconds(10),
            3,
            RebalanceProtocol.COOPERATIVE);

    private TestingAdvice() {}

    static Advice scaleOut(Instant time) {
        Reason reason = new Reason(
                Reason.Code.DEMAND_RISING, "More\nis coming.", Map.of("arrivalPerSecond", 900.25, "lagSeconds", 3.0));
        return advice(
                time,
                new Decision.Scale(new Replicas(5), new Replicas(8), time.plusSeconds(60), reason),
                quantiles(time));
    }

    static Advice hold(Instant time) {
        Reason reason = new Reason(Reason.Code.STEADY, "It fits.", Map.of());
        return advice(time, new Decision.Hold(new Replicas(5), reason), quantiles(time));
    }

    static Advice abstain(Instant time) {
        Reason reason = new Reason(Reason.Code.COLD_START, "Too early.", Map.of());
        Forecast none = new Forecast.Unavailable("combination", "only 2 minutes were seen", Duration.ofMinutes(3));
        return new Advice(
                time,
                new Replicas(5),
                new Decision.Abstain(new Replicas(5), reason),
                time.plusSeconds(300),
                List.of(),
                none,
                BELIEFS,
                false);
    }

    private static Advice advice(Instant time, Decision decision, Forecast forecast) {
        List<Candidate> candidates = List.of(candidate(5, 300, 112, 0), candidate(8, 350, 0, 21.5));
        return new Advice(time, new Replicas(5), decision, time.plusSeconds(300), candidates, forecast, BELIEFS, true);
    }

    private static Candidate candidate(int replicas, double running, double lateness, double moving) {
        return new Candidate(
                new Replicas(replicas),
                new ReplicaSeconds(running + lateness + moving),
                new ReplicaSeconds(running),
                new ReplicaSeconds(lateness),
                new ReplicaSeconds(moving));
    }

    private static Forecast quantiles(Instant time) {
        return new Forecast.Quantiles(
                "seasonal",
                time,
                new Horizon(Duration.ofMinutes(1), 3),
                QuantileLevels.of(0.1, 0.5, 0.95),
                new double[][] {{1, 2, 3}, {10, 20, 30}, {100, 200, 300.125}});
    }
}
