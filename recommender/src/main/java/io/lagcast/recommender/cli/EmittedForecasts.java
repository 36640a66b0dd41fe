package io.lagcast.recommender.cli;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.evaluation.EvaluationListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;

/** Writes every forecast of an evaluation as rows of CSV: {@code origin,target,step,q...}, times in epoch seconds. Mutable. */
final class EmittedForecasts implements EvaluationListener {

    private final Appendable out;
    private final String before;
    private final QuantileLevels levels;
    private final Runnable atOrigin;

    /**
     * Rows to {@code out}.
     *
     * @param id what each row begins with; empty for nothing
     * @param atOrigin called after each origin
     */
    EmittedForecasts(Appendable out, String id, QuantileLevels levels, Runnable atOrigin) {
        this.out = out;
        this.before = id.isEmpty() ? "" : ForecastRows.quoted(id) + ",";
        this.levels = levels;
        this.atOrigin = atOrigin;
    }

    /** The line of column names. */
    static String header(QuantileLevels levels, boolean named) {
        StringBuilder text = new StringBuilder(named ? "id,origin,target,step" : "origin,target,step");
        ForecastRows.appendNames(text, levels);
        return text.append('\n').toString();
    }

    @Override
    public void forecast(Instant origin, Instant target, int step, Forecast.Quantiles quantiles, int index) {
        StringBuilder row = new StringBuilder(before)
                .append(CsvNumber.ofTime(origin))
                .append(',')
                .append(CsvNumber.ofTime(target))
                .append(',')
                .append(step);
        double[] known = quantiles.levels().toArray();
        for (double level : levels.toArray()) {
            row.append(',').append(CsvNumber.of(quantiles.value(Arrays.binarySearch(known, level), index)));
        }
        try {
            out.append(row.append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void progress(int done, int origins) {
        atOrigin.run();
    }
}
