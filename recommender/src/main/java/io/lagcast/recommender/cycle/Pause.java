package io.lagcast.recommender.cycle;

import io.lagcast.costmodel.Advice;
import io.lagcast.costmodel.Decision;
import io.lagcast.costmodel.Reason;
import io.lagcast.costmodel.Replicas;
import io.lagcast.costmodel.WorkloadPolicy;
import java.util.Map;

/** What a paused workload is told: stay as you are. Measuring and learning go on. */
final class Pause {

    private Pause() {}

    /** The same advice with the decision to abstain in place of its own; what it would have said stays among the facts. */
    static Advice hold(Advice advice, WorkloadPolicy policy) {
        Replicas safe = new Replicas(Math.clamp(advice.current().count(), policy.minReplicas(), policy.maxReplicas()));
        int otherwise = advice.decision().desired().count();
        Reason reason = new Reason(
                Reason.Code.PAUSED,
                "The workload is paused; it would otherwise be advised " + otherwise + " replicas.",
                Map.of("unpausedReplicas", (double) otherwise));
        return new Advice(
                advice.time(),
                advice.current(),
                new Decision.Abstain(safe, reason),
                advice.validUntil(),
                advice.candidates(),
                advice.arrivals(),
                advice.beliefs(),
                advice.forecastTrusted());
    }
}
