package io.lagcast.recommender.collection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The groups of a cluster that changed state or membership a moment ago and are sampled more often, so that pauses are measured. Bounded: a
 * group that never comes to rest is let go until it does, and only so many are followed at once. Mutable, one owner.
 */
final class ChangedGroups {

    /** Groups followed at once: one more request a second for as many is cheap, for thousands it is not. */
    private static final int LIMIT = 100;

    /** A group is followed for at most this many times the time it is followed after one change. */
    private static final int LONGEST = 3;

    private final Duration watch;
    private final Map<String, GroupView> views = new HashMap<>();
    private final Map<String, Instant> followedSince = new HashMap<>();
    private final Map<String, Instant> changedAt = new HashMap<>();

    ChangedGroups(Duration watch) {
        this.watch = watch;
    }

    void observe(Map<String, GroupView> seen, Instant now) {
        seen.forEach((group, view) -> {
            GroupView before = views.put(group, view);
            if (before != null && (before.state() != view.state() || before.shape() != view.shape())) {
                changedAt.put(group, now);
                followedSince.putIfAbsent(group, now);
            }
        });
        changedAt.values().removeIf(changed -> !now.isBefore(changed.plus(watch)));
        followedSince.keySet().retainAll(changedAt.keySet());
    }

    /** Forgets groups that are no longer watched. */
    void retain(Set<String> groups) {
        views.keySet().retainAll(groups);
        changedAt.keySet().retainAll(groups);
        followedSince.keySet().retainAll(groups);
    }

    Set<String> followed(Instant now) {
        Set<String> followed = new HashSet<>();
        followedSince.forEach((group, since) -> {
            if (followed.size() < LIMIT && now.isBefore(since.plus(watch.multipliedBy(LONGEST)))) {
                followed.add(group);
            }
        });
        return followed;
    }
}
