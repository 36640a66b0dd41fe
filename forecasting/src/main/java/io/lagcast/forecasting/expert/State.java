package io.lagcast.forecasting.expert;

/**
 * One pass over the changeable fields of something that is stored or restored. Written once for both directions: {@code level = state.number(level)}
 * writes {@code level} and leaves it, or reads it back, so the two cannot drift apart. Numbers are carried bit for bit.
 */
public interface State {

    /** Whether fields are taken up rather than written: what has a shape of its own is made anew first. */
    boolean isRestoring();

    double number(double current);

    int count(int current);

    long whole(long current);

    boolean flag(boolean current);

    /** An array of any length; the one returned is new when restoring. */
    double[] numbers(double[] current);

    float[] floats(float[] current);

    short[] shorts(short[] current);

    int[] counts(int[] current);

    long[] wholes(long[] current);

    String text(String current);
}
