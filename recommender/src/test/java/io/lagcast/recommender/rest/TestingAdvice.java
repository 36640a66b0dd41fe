package io.lagcast.recommender.rest;

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
import io.lagcast.recommender.ledger.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Advice that is plausible and easy to recognise. */
public final class TestingAdvice {

    public static final Provenance PROVENANCE =
            new Provenance("testing", Optional.empty(), Optional.empty(), 1, "test", Optional.empty());

    private TestingAdvice() {}

    /** Advice of that time to go from 5 to 8 replicas, valid for five minutes. */
    public static Advice scaleOut(Instant time) {
        Reason reason =
                new Reason(Reason.Code.DEMAND_RISING, "Demand outgrows capacity.", Map.of("arrivalPerSecond", 8000.0));
        return new Advice(
                time,
                new Replicas(5),
                new Decision.Scale(new Replicas(5), new Replicas(8), time, reason),
                time.plus(Duration.ofMinutes(5)),
                List.of(candidate(5, 412), candidate(8, 371.5)),
                new Forecast.Unavailable("testing", "too little was seen", Duration.ofMinutes(3)),
                new Beliefs(
                        new RecordsPerSecond(900),
                        new RecordsPerSecond(1000),
                        12,
                        Duration.ofSeconds(30),
                        3,
                        Duration.ofSeconds(10),
                        0,
                        RebalanceProtocol.COOPERATIVE),
                false);
    }

    /** The same advice, had the forecast decided. */
    public static Advice byForecast(Advice advice) {
        return new Advice(
                advice.time(),
                advice.current(),
                advice.decision(),
                advice.validUntil(),
                advice.candidates(),
                advice.arrivals(),
                advice.beliefs(),
                true);
    }

    private static Candidate candidate(int replicas, double total) {
        return new Candidate(
                new Replicas(replicas),
                new ReplicaSeconds(total),
                new ReplicaSeconds(total - 10),
                new ReplicaSeconds(7),
                new ReplicaSeconds(3));
    }
}
