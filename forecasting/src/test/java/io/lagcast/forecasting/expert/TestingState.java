package io.lagcast.forecasting.expert;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps what was written and gives it back in the same order. */
public final class TestingState implements State {

    private final Deque<Object> kept = new ArrayDeque<>();
    private boolean restoring;

    /** From now on gives back what was written. */
    public void turnRound() {
        restoring = true;
    }

    /** Whether everything written was given back. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    @SuppressWarnings("unchecked")
    private <T> T passed(T current) {
        if (restoring) {
            return (T) kept.removeFirst();
        }
        kept.addLast(copied(current));
        return current;
    }

    private static Object copied(Object value) {
        return switch (value) {
            case double[] numbers -> numbers.clone();
            case float[] numbers -> numbers.clone();
            case short[] numbers -> numbers.clone();
            case int[] numbers -> numbers.clone();
            case long[] numbers -> numbers.clone();
            default -> value;
        };
    }

    @Override
    public boolean isRestoring() {
        return restoring;
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
        return passed(current);
    }

    @Override
    public float[] floats(float[] current) {
        return passed(current);
    }

    @Override
    public short[] shorts(short[] current) {
        return passed(current);
    }

    @Override
    public int[] counts(int[] current) {
        return passed(current);
    }

    @Override
    public long[] wholes(long[] current) {
        return passed(current);
    }

    @Override
    public String text(String current) {
        return passed(current);
    }
}
