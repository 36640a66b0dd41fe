package io.lagcast.costmodel.rebalance;

import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.Replicas;
import java.time.Duration;

/**
 * What changing the replica count interrupts. The stopped share of the group stands still for the pause and then does again what it had processed
 * since its last commit.
 */
public sealed interface RebalanceModel {

    /** Kafka's default {@code auto.commit.interval.ms}: work since the last commit is done again. */
    Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

    /** How long the stopped share stands still. */
    Duration pause();

    /** The share of the group's partitions that stops, from 0 to 1. */
    double stoppedShare(Replicas from, Replicas to);

    /** The model of {@code protocol} with the given pause. */
    static RebalanceModel of(RebalanceProtocol protocol, Duration pause) {
        return switch (protocol) {
            case EAGER -> new Eager(pause);
            case COOPERATIVE -> new Cooperative(pause);
            case SERVER_ASSIGNED -> new ServerAssigned(pause);
            case STREAMS -> new Streams(pause);
        };
    }

    /**
     * What the pause of {@code protocol} is believed to be before one was seen. Reports of eager groups range from 3 to 30 s; cooperative ones need two
     * short rounds; a server-assigned move takes one or two heartbeats of 5 s (KIP-848); Streams restores state first.
     */
    static Duration priorPause(RebalanceProtocol protocol) {
        return switch (protocol) {
            case EAGER -> Duration.ofSeconds(10);
            case COOPERATIVE -> Duration.ofSeconds(2);
            case SERVER_ASSIGNED -> Duration.ofSeconds(6);
            case STREAMS -> Duration.ofSeconds(60);
        };
    }

    /** The time the stopped share loses: the pause and the work done again. */
    default Duration lost() {
        return pause().plus(COMMIT_INTERVAL);
    }

    /**
     * The price of the move as such: the stopped replicas are paid for the time they lose. What their standing still makes late is priced as lateness
     * and comes on top.
     */
    default ReplicaSeconds price(Replicas from, Replicas to) {
        double disturbed = stoppedShare(from, to) * (from.count() + to.count()) / 2;
        return new ReplicaSeconds(disturbed * seconds(lost()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Partitions beyond the fair share change hands; the others do not notice. */
    private static double movedShare(Replicas from, Replicas to) {
        int more = Math.max(from.count(), to.count());
        return more == 0 ? 0 : Math.abs(from.count() - to.count()) / (double) more;
    }

    /** Every partition stops until every member has rejoined. */
    record Eager(Duration pause) implements RebalanceModel {
        @Override
        public double stoppedShare(Replicas from, Replicas to) {
            return from.equals(to) ? 0 : 1;
        }
    }

    /** Only partitions that move stop, in two rounds (KIP-429). */
    record Cooperative(Duration pause) implements RebalanceModel {
        @Override
        public double stoppedShare(Replicas from, Replicas to) {
            return movedShare(from, to);
        }
    }

    /** Only partitions that move stop, each for one or two heartbeats (KIP-848). */
    record ServerAssigned(Duration pause) implements RebalanceModel {
        @Override
        public double stoppedShare(Replicas from, Replicas to) {
            return movedShare(from, to);
        }
    }

    /** Tasks that move restore their state first; the pause is that restore. */
    record Streams(Duration pause) implements RebalanceModel {
        @Override
        public double stoppedShare(Replicas from, Replicas to) {
            return movedShare(from, to);
        }
    }
}
