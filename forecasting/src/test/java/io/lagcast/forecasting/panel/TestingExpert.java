package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.State;
import java.util.function.LongToDoubleFunction;

/** Says of every bucket what a formula says; sleeps where that is NaN. */
class TestingExpert implements Expert {

    private final String name;
    private final LongToDoubleFunction formula;
    private long newest;

    TestingExpert(String name, LongToDoubleFunction formula) {
        this.name = name;
        this.formula = formula;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void absorb(long bucket, double mean) {
        newest = bucket;
    }

    @Override
    public void absorbMissing(long bucket) {
        newest = bucket;
    }

    @Override
    public void fit() {
        // It has no parameters.
    }

    @Override
    public double seasonBuckets() {
        return 0;
    }

    @Override
    public boolean canForecast(int lead) {
        return !Double.isNaN(formula.applyAsDouble(newest + lead));
    }

    @Override
    public double forecast(int lead) {
        return formula.applyAsDouble(newest + lead);
    }

    @Override
    public void carry(State state) {
        newest = state.whole(newest);
    }
}
