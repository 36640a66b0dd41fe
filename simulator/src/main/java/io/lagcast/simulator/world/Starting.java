package io.lagcast.simulator.world;

import java.util.Arrays;

/** Replicas that were asked for and have not joined, in the order they were asked for. Mutable. */
public final class Starting {

    private final GroupSettings settings;
    private int[] joins = new int[8];
    private int count;

    Starting(GroupSettings settings) {
        this.settings = settings;
    }

    Starting copy() {
        Starting copy = new Starting(settings);
        copy.joins = joins.clone();
        copy.count = count;
        return copy;
    }

    public int count() {
        return count;
    }

    /** The second in which the {@code index}-th of them joins. */
    public int joinsAt(int index) {
        return joins[index];
    }

    /** The second in which the last one of them joins, or {@code otherwise} when there are none. */
    public int lastJoin(int otherwise) {
        int last = otherwise;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, joins[i]);
        }
        return last;
    }

    void add(int second, int replicas) {
        if (count + replicas > joins.length) {
            joins = Arrays.copyOf(joins, Math.max(count + replicas, 2 * joins.length));
        }
        for (int i = 0; i < replicas; i++) {
            joins[count] = second + settings.startUpSeconds() + jitter(second, count);
            count++;
        }
    }

    /** The newest ones are given up first. */
    void cancel(int replicas) {
        count = Math.max(0, count - replicas);
    }

    /** Takes out those that join now. */
    int joining(int second) {
        if (count == 0) {
            return 0;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (joins[i] > second) {
                joins[kept++] = joins[i];
            }
        }
        int joined = count - kept;
        count = kept;
        return joined;
    }

    /** A hash of seed, second and place: the same for every scaler that asks for the same at the same time. */
    private int jitter(int second, int place) {
        long most = settings.startUpJitter().toSeconds();
        if (most == 0) {
            return 0;
        }
        long mixed = (settings.seed() * 0x9E3779B97F4A7C15L + second) * 0xBF58476D1CE4E5B9L + place;
        mixed = (mixed ^ (mixed >>> 30)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return (int) Math.floorMod(mixed, most + 1);
    }
}
