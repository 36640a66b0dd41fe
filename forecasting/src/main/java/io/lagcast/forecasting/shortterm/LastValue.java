package io.lagcast.forecasting.shortterm;

import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;

/**
 * The newest known value goes on for ever.
 *
 * <p>{@code forecast(lead) = y(t)}, where {@code y(t)} is the newest bucket that is not missing. Ready from the first known bucket on.
 *
 * <p>Source: the naive method, Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 5.2, https://otexts.com/fpp3/. Every
 * score is relative to it.
 */
public final class LastValue implements Expert {

    private double value;
    private boolean ready;

    @Override
    public String name() {
        return "last value";
    }

    @Override
    public void absorb(long bucket, double mean) {
        value = mean;
        ready = true;
    }

    @Override
    public void fit() {
        // It has no parameters.
    }

    @Override
    public boolean canForecast(int lead) {
        return ready;
    }

    @Override
    public double forecast(int lead) {
        if (!ready) {
            throw new IllegalStateException("Nothing was observed yet");
        }
        return value;
    }

    @Override
    public Learning learning() {
        return Learning.nothing(LastValue.class);
    }

    @Override
    public void carry(State state) {
        value = state.number(value);
        ready = state.flag(ready);
    }
}
