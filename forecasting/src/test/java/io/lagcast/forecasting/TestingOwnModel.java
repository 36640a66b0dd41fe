package io.lagcast.forecasting;

import io.lagcast.forecasting.own.OwnModel;
import java.time.Duration;
import java.util.List;

/**
 * A model that says what a test wants.
 *
 * @param function the answer, in multiples of the level, from the row and the position of the lead
 */
record TestingOwnModel(String name, String digest, Duration step, List<Duration> leads, Function function)
        implements OwnModel {

    interface Function {
        double answer(float[] row, int lead);
    }

    /** One that answers one and five minutes ahead. */
    static TestingOwnModel near(String name, String digest, Function function) {
        List<Duration> leads = List.of(TestingSeries.MINUTE, Duration.ofMinutes(5));
        return new TestingOwnModel(name, digest, TestingSeries.MINUTE, leads, function);
    }

    @Override
    public String provenance() {
        return "made by hand";
    }

    @Override
    public void answer(float[] row, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = function.answer(row, i);
        }
    }
}
