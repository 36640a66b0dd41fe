package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.QuantileExpert;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/** Says a formula plus given offsets at {@link QuantileExpert#levels()}. */
final class TestingQuantileExpert extends TestingExpert implements QuantileExpert {

    private final double[] offsets;

    TestingQuantileExpert(String name, LongToDoubleFunction formula, double... offsets) {
        super(name, formula);
        this.offsets = offsets.clone();
    }

    @Override
    public void quantiles(int lead, double[] into) {
        Arrays.setAll(into, i -> forecast(lead) + offsets[i]);
    }
}
