package io.lagcast.forecasting.boosting;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps what is carried through it the first time, in order, and gives it back the second time. */
final class TestingStore implements State {

    private final Deque<Object> kept = new ArrayDeque<>();
    private boolean restores;

    /** From now on what was kept is given back. */
    TestingStore restoring() {
        restores = true;
        return this;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    @SuppressWarnings("unchecked")
    private <T> T carried(T current) {
        if (restores) {
            return (T) kept.removeFirst();
        }
        kept.addLast(current);
        return current;
    }

    @Override
    public double number(double current) {
        return carried(current);
    }

    @Override
    public int count(int current) {
        return carried(current);
    }

    @Override
    public long whole(long current) {
        return carried(current);
    }

    @Override
    public boolean flag(boolean current) {
        return carried(current);
    }

    @Override
    public double[] numbers(double[] current) {
        return carried(current.clone());
    }

    @Override
    public float[] floats(float[] current) {
        return carried(current.clone());
    }

    @Override
    public int[] counts(int[] current) {
        return carried(current.clone());
    }
}
