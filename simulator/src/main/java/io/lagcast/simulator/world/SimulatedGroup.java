package io.lagcast.simulator.world;

import io.lagcast.costmodel.RebalanceProtocol;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group in one-second steps. Mutable; {@link #copy()} forks it.
 *
 * <p>Records queue per partition and are processed in order. A replica processes at most {@code throughput} records a second, split over its
 * partitions in proportion to what waits in them. Partition counts are balanced and sticky. A replica is paid from the moment it is asked for and
 * joins after start-up; one that is not wanted any more leaves at once, those still starting first, and what it owned goes to others at once or, with
 * static members, after the session timeout. All joins and leaves of a second are one
 * rebalance: it stops every partition (eager) or those that change hands (any other protocol) for the pause, and what these processed since their
 * last commit is done again. After the trace's end nothing arrives, nothing is paid and the group works off what is left.
 *
 * <p>Positions are kept as the total of all arrivals up to the record in question, so that partitions of any share compare directly: partition
 * {@code p} has processed {@code share[p] * position[p]} records. While everybody keeps up (the usual case) partitions are not visited at all.
 */
public final class SimulatedGroup {

    private final GroupSettings settings;
    private final Arrivals arrivals;
    private final double throughput;
    private final boolean stopsAll;
    private final double[] share;
    private final double[] position;
    private final double[] furthest;
    private final double[] committed;
    private final int[] oldest;
    private final int[] pausedUntil;
    private final Assignment assignment;
    private final Starting starting;
    private final Tally tally;

    /** By replica: first what waits for it, then the part of that which it serves in the second. */
    private double[] served;

    private int active;
    private int members;
    private int second;
    private int pausedUntilAll;
    private int orphanedUntil;
    private boolean level = true;
    private int levelSince;

    /**
     * A group of {@code replicas} that have joined long ago and have nothing to do yet.
     *
     * @param lagTimeSeconds a record that is older than this when it is processed for the first time is late
     */
    public SimulatedGroup(GroupSettings settings, Arrivals arrivals, int replicas, int lagTimeSeconds) {
        this.settings = settings;
        this.arrivals = arrivals;
        throughput = settings.throughput().value();
        stopsAll = settings.protocol() == RebalanceProtocol.EAGER;
        share = settings.shares();
        int partitions = settings.partitions();
        position = new double[partitions];
        furthest = new double[partitions];
        committed = new double[partitions];
        oldest = new int[partitions];
        pausedUntil = new int[partitions];
        starting = new Starting(settings);
        tally = new Tally(lagTimeSeconds, new LagTimes());
        served = new double[Math.max(1, replicas)];
        active = replicas;
        members = replicas;
        assignment = new Assignment(share, replicas);
    }

    private SimulatedGroup(SimulatedGroup other, @Nullable LagTimes lagTimes) {
        settings = other.settings;
        arrivals = other.arrivals;
        throughput = other.throughput;
        stopsAll = other.stopsAll;
        share = other.share;
        position = other.position.clone();
        furthest = other.furthest.clone();
        committed = other.committed.clone();
        oldest = other.oldest.clone();
        pausedUntil = other.pausedUntil.clone();
        assignment = other.assignment.copy();
        starting = other.starting.copy();
        tally = other.tally.copy(lagTimes);
        served = new double[other.served.length];
        active = other.active;
        members = other.members;
        second = other.second;
        pausedUntilAll = other.pausedUntilAll;
        orphanedUntil = other.orphanedUntil;
        level = other.level;
        levelSince = other.levelSince;
    }

    /** The same group to go on from here on its own; it does not remember how old records were, only how many were late. */
    public SimulatedGroup copy() {
        return new SimulatedGroup(this, null);
    }

    /** Seconds that have passed. */
    public int second() {
        return second;
    }

    /** Replicas asked for. */
    public int desired() {
        return active + starting.count();
    }

    /** Replicas that have joined or are about to in this second. */
    public int ready() {
        return active;
    }

    /** Replicas that were asked for and have not joined. */
    public Starting starting() {
        return starting;
    }

    public Tally tally() {
        return tally;
    }

    public GroupSettings settings() {
        return settings;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    public boolean isRebalancing() {
        return pausedUntilAll > second || (active != members && second >= orphanedUntil);
    }

    /** Seconds until the last of the stopped partitions goes on. */
    public int pausedForSeconds() {
        return Math.max(0, pausedUntilAll - second);
    }

    /** Whether nothing waits and nothing stands still. */
    public boolean isLevel() {
        return level;
    }

    /** Asks for a number of replicas. */
    public void ask(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("A group cannot have " + replicas + " replicas");
        }
        int before = desired();
        if (replicas == before) {
            return;
        }
        tally.move(replicas > before);
        if (replicas > before) {
            starting.add(second, replicas - before);
            return;
        }
        starting.cancel(before - replicas);
        if (replicas < active && settings.sessionTimeoutSeconds() > 0) {
            leaveLevel();
            orphanedUntil = second + settings.sessionTimeoutSeconds();
        }
        active = Math.min(active, replicas);
    }

    /** Lets {@code seconds} pass. */
    public void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            step();
        }
    }

    /** Lets a second pass. */
    public void step() {
        int joining = starting.joining(second);
        active += joining;
        if (joining > 0 || (active != members && second >= orphanedUntil)) {
            rebalance();
        }
        double arriving = arrivals.during(second);
        if (level && arriving * assignment.largestShare() <= throughput) {
            tally.process(0, arriving);
        } else {
            leaveLevel();
            serve();
        }
        second++;
        if (!level) {
            commit();
            tally.lag(lagRecords(), second <= arrivals.seconds());
        } else {
            tally.lag(0, second <= arrivals.seconds());
        }
        if (second <= arrivals.seconds()) {
            tally.pay(desired());
        }
    }

    /** Works off what is left after the end of the trace; what is still there when the youngest record has become late is late. */
    public void finish() {
        for (int i = 0; i <= tally.lagTimeSeconds() && !level; i++) {
            step();
        }
        if (!level) {
            tally.abandon(Math.max(0, arrivals.total() - tally.processed()));
        }
    }

    /** Records that arrived and were not processed, or have to be processed again. */
    public double lagRecords() {
        if (level) {
            return 0;
        }
        double now = arrivals.before(second);
        double lag = 0;
        for (int p = 0; p < share.length; p++) {
            lag += share[p] * (now - position[p]);
        }
        return lag;
    }

    /** Age of the oldest record that waits, in seconds. */
    public int lagSeconds() {
        if (level) {
            return 0;
        }
        double now = arrivals.before(second);
        int longest = 0;
        for (int p = 0; p < share.length; p++) {
            if (position[p] < now) {
                int from = Math.min(oldest[p], second);
                while (from > 0 && arrivals.before(from) > position[p]) {
                    from--;
                }
                while (from < second && arrivals.before(from + 1) <= position[p]) {
                    from++;
                }
                longest = Math.max(longest, second - from);
            }
        }
        return longest;
    }

    /** End offset of a partition. */
    public double endOffset(int partition) {
        return share[partition] * arrivals.before(second);
    }

    /** What the partition's owner committed last. */
    public double committedOffset(int partition) {
        return share[partition] * committedPosition(partition);
    }

    /** What was processed of the partition, as far as it will not be done again. */
    public double processedOffset(int partition) {
        return share[partition] * (level ? arrivals.before(second) : position[partition]);
    }

    /** Share of all arrivals that the partition receives. */
    public double share(int partition) {
        return share[partition];
    }

    /** Index of the replica that owns the partition, -1 where nobody does. */
    public int owner(int partition) {
        return assignment.owner(partition);
    }

    private double committedPosition(int p) {
        int last = lastCommit(p);
        return level && last >= levelSince ? Math.max(committed[p], arrivals.before(last)) : committed[p];
    }

    private int lastCommit(int p) {
        return second - Math.floorMod(second - phase(p), settings.commitSeconds());
    }

    private int phase(int p) {
        return settings.staggeredCommits() ? p % settings.commitSeconds() : 0;
    }

    /** From here on partitions are visited one by one. */
    private void leaveLevel() {
        if (!level) {
            return;
        }
        double now = arrivals.before(second);
        for (int p = 0; p < share.length; p++) {
            committed[p] = committedPosition(p);
            position[p] = now;
            furthest[p] = now;
            oldest[p] = second;
        }
        level = false;
    }

    private void rebalance() {
        leaveLevel();
        Assignment before = assignment.copy();
        members = active;
        if (served.length < members) {
            served = new double[members];
        }
        assignment.deal(members);
        for (int p = 0; p < share.length; p++) {
            if (stopsAll || assignment.owner(p) != before.owner(p)) {
                pausedUntil[p] = second + settings.pauseSeconds();
                pausedUntilAll = Math.max(pausedUntilAll, pausedUntil[p]);
                tally.doAgain(share[p] * (position[p] - committed[p]));
                position[p] = committed[p];
            }
        }
    }

    private boolean isServed(int p) {
        int owner = assignment.owner(p);
        return owner >= 0 && owner < active && pausedUntil[p] <= second;
    }

    private void serve() {
        double now = arrivals.before(second + 1);
        Arrays.fill(served, 0);
        for (int p = 0; p < share.length; p++) {
            if (isServed(p)) {
                served[assignment.owner(p)] += share[p] * (now - position[p]);
            }
        }
        for (int m = 0; m < members; m++) {
            served[m] = served[m] <= throughput ? 1 : throughput / served[m];
        }
        boolean all = true;
        for (int p = 0; p < share.length; p++) {
            if (!isServed(p)) {
                all = false;
                continue;
            }
            double part = served[assignment.owner(p)];
            all &= part == 1;
            position[p] = part == 1 ? now : position[p] + part * (now - position[p]);
            if (position[p] > furthest[p]) {
                process(p);
            }
        }
        if (all) {
            level = true;
            levelSince = second + 1;
        }
    }

    /** Books the records between what was furthest and the new position by the seconds they arrived in. */
    private void process(int p) {
        int from = oldest[p];
        double done = furthest[p];
        double to = position[p];
        while (done < to) {
            double arrived = arrivals.before(from + 1);
            if (arrived <= done && from < second) {
                from++;
                continue;
            }
            double end = from >= second ? to : Math.min(to, arrived);
            tally.process(second - from, share[p] * (end - done));
            done = end;
        }
        oldest[p] = from;
        furthest[p] = to;
    }

    private void commit() {
        if (!settings.staggeredCommits() && second % settings.commitSeconds() != 0) {
            return;
        }
        for (int p = 0; p < share.length; p++) {
            if (lastCommit(p) == second && second > pausedUntil[p]) {
                committed[p] = position[p];
            }
        }
    }
}
