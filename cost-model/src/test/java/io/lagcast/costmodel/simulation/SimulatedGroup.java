package io.lagcast.costmodel.simulation;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.ReplicaCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A consumer group in one-second steps: per-partition queues that receive the same, replicas that serve at most their throughput split over their
 * partitions by backlog, counts balanced and sticky. A replica is paid from the moment it is asked for and joins after start-up; joins and leaves in
 * the same second are one rebalance, which stops every partition (eager) or those that move, and undoes their work since the last commit.
 */
final class SimulatedGroup {

    private static final int COMMIT_SECONDS = 5;

    private final Setting setting;
    private final double[] arrived;
    private final double[] served;
    private final double[] furthest;
    private final double[] committed;
    private final int[] pausedUntil;
    private final int[] owner;
    private final List<Integer> starting = new ArrayList<>();
    private int active;
    private int members;
    private int second;
    double replicaSeconds;
    double processed;
    double late;
    double lagSum;
    double lagMax;
    int moves;

    SimulatedGroup(Setting setting, int seconds, int replicas) {
        this.setting = setting;
        arrived = new double[seconds + 1];
        served = new double[setting.partitions()];
        furthest = new double[setting.partitions()];
        committed = new double[setting.partitions()];
        pausedUntil = new int[setting.partitions()];
        owner = new int[setting.partitions()];
        active = replicas;
        members = replicas;
        Arrays.fill(owner, -1);
        assign();
    }

    int desired() {
        return active + starting.size();
    }

    /** Asks for a number of replicas. */
    void ask(int replicas) {
        if (replicas == desired()) {
            return;
        }
        moves++;
        while (desired() < replicas) {
            starting.add(second + setting.startUp());
        }
        while (desired() > replicas && !starting.isEmpty()) {
            starting.removeLast();
        }
        active = Math.min(active, replicas);
    }

    /** One second in which {@code rate} records arrive. */
    void step(double rate) {
        while (!starting.isEmpty() && starting.getFirst() <= second) {
            starting.removeFirst();
            active++;
        }
        if (active != members) {
            rebalance();
        }
        arrived[second + 1] = arrived[second] + rate / setting.partitions();
        serve();
        second++;
        if (second % COMMIT_SECONDS == 0) {
            for (int p = 0; p < served.length; p++) {
                committed[p] = second <= pausedUntil[p] ? committed[p] : served[p];
            }
        }
        replicaSeconds += desired();
    }

    private void rebalance() {
        int[] before = owner.clone();
        members = active;
        assign();
        for (int p = 0; p < owner.length; p++) {
            if (setting.protocol() == RebalanceProtocol.EAGER || owner[p] != before[p]) {
                pausedUntil[p] = second + setting.pause();
                served[p] = committed[p];
            }
        }
    }

    /** Balanced counts; a partition stays where it is as long as its owner has room. */
    private void assign() {
        if (members == 0) {
            Arrays.fill(owner, -1);
            return;
        }
        int[] room = new int[members];
        for (int m = 0; m < members; m++) {
            room[m] = owner.length / members + (m < owner.length % members ? 1 : 0);
        }
        for (int p = 0; p < owner.length; p++) {
            boolean stays = owner[p] >= 0 && owner[p] < members && room[owner[p]] > 0;
            owner[p] = stays ? owner[p] : -1;
            if (stays) {
                room[owner[p]]--;
            }
        }
        int next = 0;
        for (int p = 0; p < owner.length; p++) {
            if (owner[p] >= 0) {
                continue;
            }
            while (room[next] == 0) {
                next++;
            }
            owner[p] = next;
            room[next]--;
        }
    }

    private void serve() {
        double[] waiting = new double[Math.max(1, members)];
        for (int p = 0; p < owner.length; p++) {
            if (owner[p] >= 0 && pausedUntil[p] <= second) {
                waiting[owner[p]] += arrived[second + 1] - served[p];
            }
        }
        double old = arrived[Math.max(0, second + 1 - setting.lagTime())];
        double lag = 0;
        for (int p = 0; p < owner.length; p++) {
            if (owner[p] >= 0 && pausedUntil[p] <= second && waiting[owner[p]] > 0) {
                double share = Math.min(1, setting.throughput() / waiting[owner[p]]);
                served[p] += share * (arrived[second + 1] - served[p]);
            }
            if (served[p] > furthest[p]) {
                late += Math.max(0, Math.min(served[p], old) - furthest[p]);
                processed += served[p] - furthest[p];
                furthest[p] = served[p];
            }
            lag += arrived[second + 1] - served[p];
        }
        lagSum += lag;
        lagMax = Math.max(lagMax, lag);
    }

    double lag() {
        return Arrays.stream(served).map(done -> arrived[second] - done).sum();
    }

    int seconds() {
        return second;
    }

    /** What AdminClient would say now. */
    LagSample sample(Instant start) {
        List<PartitionOffsets> partitions = new ArrayList<>(served.length);
        for (int p = 0; p < served.length; p++) {
            partitions.add(new PartitionOffsets(
                    new PartitionId("t", p), OptionalLong.empty(), OptionalLong.of((long) committed[p]), (long)
                            arrived[second]));
        }
        boolean rebalancing = Arrays.stream(pausedUntil).anyMatch(until -> until > second) || active != members;
        return new LagSample(
                start.plusSeconds(second),
                Optional.of(new ReplicaCounts(desired(), OptionalInt.of(active))),
                rebalancing ? GroupState.PREPARING_REBALANCE : GroupState.STABLE,
                Optional.of(setting.protocol()),
                partitions,
                Set.of());
    }
}
