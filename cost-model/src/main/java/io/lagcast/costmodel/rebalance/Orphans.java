package io.lagcast.costmodel.rebalance;

import io.lagcast.costmodel.Membership;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.lag.LatenessPrice;
import java.time.Duration;

/**
 * What scaling in leaves behind where members are static (KIP-345): such a member says no farewell, so what it owned stays with it, unserved, until
 * its session has timed out, and only then is given to others.
 *
 * @param unserved how long partitions of a replica that was taken away stay unserved before they are moved; zero for dynamic members
 */
public record Orphans(Duration unserved) {

    /** Kafka's default {@code session.timeout.ms} since 3.0. */
    public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(45);

    /** Of a group that was seen, or is believed, to have static members: whoever says how long their session is says that they are. */
    public static Orphans of(Membership seen, Priors priors) {
        boolean statics = seen.staticMembers().orElse(priors.sessionTimeout().isPresent());
        return new Orphans(statics ? priors.sessionTimeout().orElse(SESSION_TIMEOUT) : Duration.ZERO);
    }

    /**
     * The lateness that a replica which is taken away leaves behind. Of what arrives on its partitions while they are unserved and then moved, the
     * records of the first {@code unserved + pause - lag time} are late:
     *
     * <pre>
     * price = late record's price * arrivalsPerReplica * max(0, unserved + pause - lagTime)
     * </pre>
     *
     * Zero where members are dynamic: their pause is priced with the move.
     */
    public ReplicaSeconds pricePerReplica(RecordsPerSecond arrivalsPerReplica, Duration pause, LatenessPrice lateness) {
        if (unserved.isZero()) {
            return ReplicaSeconds.NONE;
        }
        double late = seconds(unserved) + seconds(pause) - seconds(lateness.plannedLagTime());
        return new ReplicaSeconds(Math.max(0, late)
                * arrivalsPerReplica.value()
                * lateness.perRecord().value());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
