package io.lagcast.forecasting.evaluation;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.TimeSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Evaluates forecasters on a series from rolling origins. At every origin a forecaster has observed the buckets up to the origin's and nothing else;
 * it is refitted at the first origin and once a day after that. Origins go on as long as the shortest horizon ends within the series.
 *
 * <p>A missing bucket is not observed. Where the bucket of an origin is missing, the forecast is the one that stood then: made from the last known
 * bucket, and as many buckets longer.
 *
 * <p>Tashman (2000), Out-of-sample tests of forecasting accuracy, <a
 * href="https://doi.org/10.1016/S0169-2070(00)00065-0">doi:10.1016/S0169-2070(00)00065-0</a>.
 */
public final class RollingEvaluation {

    private static final Duration DAY = Duration.ofDays(1);
    private static final double MEDIAN = 0.5;

    private final TimeSeries series;
    private final EvaluationPlan plan;
    private final LongSupplier nanoTime;
    private final OptionalDouble scale;
    private final QuantileLevels asked;
    private final int medianIndex;
    private final int[] askedIndex;
    private final int testStart;
    private final int every;
    private final int refitEvery;
    private final int[] leads;
    private final int longest;
    private final int lastOrigin;

    /**
     * An evaluation of the forecasts {@code plan} asks for.
     *
     * @param nanoTime a clock for {@link Cost}; it decides nothing
     */
    public RollingEvaluation(TimeSeries series, EvaluationPlan plan, LongSupplier nanoTime) {
        this.series = series;
        this.plan = plan;
        this.nanoTime = nanoTime;
        this.scale = SeasonalScale.before(series, plan.testStart(), DAY);
        this.asked = withMedian(plan.levels());
        this.medianIndex = Arrays.binarySearch(asked.toArray(), MEDIAN);
        this.askedIndex = Arrays.stream(plan.levels().toArray())
                .mapToInt(level -> Arrays.binarySearch(asked.toArray(), level))
                .toArray();
        this.testStart = buckets(Duration.between(series.start(), plan.testStart()), true);
        this.every = Math.max(1, buckets(plan.originEvery(), false));
        this.refitEvery = Math.max(1, buckets(DAY, false));
        this.leads = plan.horizons().stream()
                .mapToInt(horizon -> Math.max(1, buckets(horizon, true)))
                .toArray();
        this.longest = Arrays.stream(leads).max().orElseThrow();
        int shortest = Arrays.stream(leads).min().orElseThrow();
        this.lastOrigin = series.size() - 1 - shortest;
    }

    private int buckets(Duration length, boolean up) {
        long whole = length.dividedBy(series.step());
        boolean exact = series.step().multipliedBy(whole).compareTo(length) >= 0;
        return Math.toIntExact(exact || !up ? whole : whole + 1);
    }

    private static QuantileLevels withMedian(QuantileLevels levels) {
        double[] all = levels.toArray();
        if (Arrays.binarySearch(all, MEDIAN) >= 0) {
            return levels;
        }
        double[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = MEDIAN;
        Arrays.sort(more);
        return QuantileLevels.of(more);
    }

    /** From how many origins forecasts are made. */
    public int origins() {
        return lastOrigin < testStart ? 0 : (lastOrigin - testStart) / every + 1;
    }

    /** The scale of MASE: that of the same time on the day before. */
    public OptionalDouble scale() {
        return scale;
    }

    /** Runs a forecaster that has observed nothing yet through the series. */
    public Evaluation run(Forecaster fresh, EvaluationListener listener) {
        Run run = new Run(fresh, listener);
        for (int now = 0; now <= lastOrigin; now++) {
            run.pass(now);
        }
        return run.result();
    }

    /** One forecaster on its way through the series. */
    private final class Run {

        private final Forecaster forecaster;
        private final EvaluationListener listener;
        private final List<AccuracyTally> tallies = new ArrayList<>();
        private final double[] quantiles = new double[plan.levels().count()];
        private int lastKnown = -1;
        private int done;
        private int unavailable;
        private int refits;
        private long refitNanos;
        private int updates;
        private long updateNanos;
        private int forecasts;
        private long forecastNanos;

        Run(Forecaster forecaster, EvaluationListener listener) {
            this.forecaster = forecaster;
            this.listener = listener;
            plan.horizons().forEach(horizon -> tallies.add(new AccuracyTally(horizon, plan.levels())));
        }

        void pass(int now) {
            if (series.isKnown(now)) {
                observe(now);
            }
            if (now < testStart) {
                return;
            }
            if ((now - testStart) % refitEvery == 0) {
                refit();
            }
            if ((now - testStart) % every == 0) {
                forecast(now);
                done++;
                listener.progress(done, origins());
            }
        }

        private void observe(int now) {
            long started = nanoTime.getAsLong();
            forecaster.observe(series.time(now), series.time(now + 1), series.value(now));
            if (refits > 0) {
                updateNanos += nanoTime.getAsLong() - started;
                updates++;
            }
            lastKnown = now;
        }

        private void refit() {
            long started = nanoTime.getAsLong();
            forecaster.refit();
            refitNanos += nanoTime.getAsLong() - started;
            refits++;
        }

        private void forecast(int now) {
            int reach = Math.min(longest, series.size() - 1 - now);
            int sinceKnown = now - lastKnown;
            long started = nanoTime.getAsLong();
            Forecast forecast = forecaster.forecast(new Horizon(series.step(), reach + sinceKnown), asked);
            forecastNanos += nanoTime.getAsLong() - started;
            forecasts++;
            switch (forecast) {
                case Forecast.Quantiles made -> score(now, made, sinceKnown);
                case Forecast.Unavailable missing -> unavailable++;
            }
        }

        private void score(int now, Forecast.Quantiles made, int sinceKnown) {
            int told = 0;
            for (int i = 0; i < leads.length; i++) {
                if (now + leads[i] >= series.size()) {
                    continue;
                }
                tallies.get(i).beginOrigin();
                for (int lead = plan.wholePath() ? 1 : leads[i]; lead <= leads[i]; lead++) {
                    int index = sinceKnown + lead - 1;
                    if (!plan.wholePath() || lead > told) {
                        listener.forecast(series.time(now), series.time(now + lead), lead, made, index);
                    }
                    if (series.isKnown(now + lead)) {
                        add(tallies.get(i), series.value(now + lead), made, index);
                    }
                }
                told = Math.max(told, leads[i]);
            }
        }

        private void add(AccuracyTally tally, double actual, Forecast.Quantiles made, int index) {
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = made.value(askedIndex[i], index);
            }
            tally.add(actual, made.value(medianIndex, index), quantiles);
        }

        Evaluation result() {
            Cost cost = new Cost(
                    refits,
                    Duration.ofNanos(refitNanos),
                    updates,
                    Duration.ofNanos(updateNanos),
                    forecasts,
                    Duration.ofNanos(forecastNanos));
            List<Accuracy> accuracies = tallies.stream()
                    .map(tally -> tally.accuracy(scale))
                    .flatMap(Optional::stream)
                    .toList();
            return new Evaluation(forecaster.name(), scale, accuracies, unavailable, cost, forecaster.scores());
        }
    }
}
