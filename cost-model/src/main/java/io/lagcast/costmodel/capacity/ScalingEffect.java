package io.lagcast.costmodel.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether replicas that were added to a backlogged group made it consume more. If they did not, something behind the consumers is the limit (a
 * database, another service), and still more replicas would only press on it.
 *
 * <p>With a group that consumed {@code r1} records a second with {@code n1} replicas and {@code r2} with {@code n2 > n1}, backlogged both times,
 *
 * <pre>
 * effect = (r2 / r1 - 1) / (n2 / n1 - 1)
 * </pre>
 *
 * is 1 where replicas are the limit and 0 where they are not. Below {@value #INEFFECTIVE}, seen in {@value #WINDOWS} windows, the group is bound
 * downstream, until a window shows more than that or {@link #FORGOTTEN_AFTER} has passed. The threshold is that of the Flink operator's autoscaler
 * ({@code scaling.effectiveness.threshold}). Mutable, one owner.
 */
public final class ScalingEffect {

    static final double INEFFECTIVE = 0.1;
    static final int WINDOWS = 2;

    /** What is behind a group may have been repaired since. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

    /** Windows this old say nothing about what a move changed. */
    private static final Duration COMPARED_WITHIN = Duration.ofMinutes(30);

    private Optional<Window> before = Optional.empty();
    private Optional<Window> newest = Optional.empty();
    private int ineffective;
    private Optional<Bound> bound = Optional.empty();

    /** A window in which a group of so many replicas had more to do than it could. */
    public void observe(Instant time, int replicas, double consumedPerSecond) {
        Window window = new Window(time, replicas, consumedPerSecond);
        if (newest.isPresent() && newest.get().replicas() != replicas) {
            before = newest;
            ineffective = 0;
        }
        newest = Optional.of(window);
        Optional<Window> fewer = before.filter(earlier -> earlier.replicas() < replicas
                && earlier.consumedPerSecond() > 0
                && Duration.between(earlier.time(), time).compareTo(COMPARED_WITHIN) <= 0);
        if (fewer.isEmpty()) {
            bound = bound.filter(known -> consumedPerSecond <= (1 + INEFFECTIVE) * known.perSecond());
            return;
        }
        Window earlier = fewer.get();
        double effect =
                (consumedPerSecond / earlier.consumedPerSecond() - 1) / ((double) replicas / earlier.replicas() - 1);
        if (effect >= INEFFECTIVE) {
            ineffective = 0;
            bound = Optional.empty();
        } else if (++ineffective >= WINDOWS) {
            bound = Optional.of(
                    new Bound(time, earlier.replicas(), replicas, earlier.consumedPerSecond(), consumedPerSecond));
        }
    }

    /** What shows that replicas are not the limit; empty if nothing does. */
    public Optional<Bound> bound(Instant now) {
        return bound.filter(known -> Duration.between(known.since(), now).compareTo(FORGOTTEN_AFTER) <= 0);
    }

    private record Window(Instant time, int replicas, double consumedPerSecond) {}

    /**
     * More replicas that did not consume more.
     *
     * @param since when it was seen last
     * @param fewer replicas before
     * @param more replicas after
     * @param beforePerSecond records a second consumed with fewer
     * @param perSecond records a second consumed with more
     */
    public record Bound(Instant since, int fewer, int more, double beforePerSecond, double perSecond) {}
}
