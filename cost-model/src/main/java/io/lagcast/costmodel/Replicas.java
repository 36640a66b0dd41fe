package io.lagcast.costmodel;

/**
 * A number of consumer replicas (pods, processes).
 *
 * @param count at least 0
 */
public record Replicas(int count) implements Comparable<Replicas> {

    public Replicas {
        if (count < 0) {
            throw new IllegalArgumentException("Replicas cannot be negative but was " + count);
        }
    }

    @Override
    public int compareTo(Replicas other) {
        return Integer.compare(count, other.count);
    }
}
