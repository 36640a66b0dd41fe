package io.lagcast.forecasting.regression;

import io.lagcast.forecasting.expert.State;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps what was written and gives it back in the same order. */
final class CarryingState implements State {

    private final Deque<Object> kept = new ArrayDeque<>();
    private boolean restoring;

    void turnRound() {
        restoring = true;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    @SuppressWarnings("unchecked")
    private <T> T passed(T current) {
        if (restoring) {
            return (T) kept.removeFirst();
        }
        kept.addLast(current);
        return current;
    }

    @Override
    public double number(double current) {
        return passed(current);
    }

    @Override
    public int count(int current) {
        return passed(current);
    }

    @Override
    public long whole(long current) {
        return passed(current);
    }

    @Override
    public boolean flag(boolean current) {
        return passed(current);
    }

    @Override
    public double[] numbers(double[] current) {
        return passed(current).clone();
    }

    @Override
    public float[] floats(float[] current) {
        return passed(current).clone();
    }

    @Override
    public int[] counts(int[] current) {
        return passed(current).clone();
    }
}
