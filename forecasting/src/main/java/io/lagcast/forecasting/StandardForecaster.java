package io.lagcast.forecasting;

import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.NormalQuantile;
import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.forecasting.panel.CellScores;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The combination behind {@link Forecasters#standard}: buckets, a pool of models on them, and refits that make a new pool out of the window. */
final class StandardForecaster implements Forecaster {

    private static final String NAME = "standard";

    /** Of what {@link #save} writes: raised whenever a carried field is added, removed or means something else. */
    private static final int VERSION = 5;

    private static final long NANOS = 1_000_000_000L;
    private static final int FEWEST_BUCKETS_BETWEEN_REFITS = 30;
    private static final int MOST_BUCKETS_BETWEEN_REFITS = 1440;
    private static final double SPREAD_WITHOUT_HISTORY = 0.5;

    private final ForecastSettings settings;
    private final long windowNanos;
    private final List<Stage> stages;
    private boolean observed;
    private Instant origin = Instant.EPOCH;
    private long originNanos;
    private long refitAt;
    private int refitSize;

    StandardForecaster(ForecastSettings settings, List<OwnModel> ownModels) {
        this.settings = settings;
        this.windowNanos = settings.window().toNanos();
        List<StageLayout> layouts = StageLayout.of(settings);
        OwnModels.check(ownModels, layouts);
        this.stages = layouts.stream()
                .map(layout -> new Stage(layout, settings, ownModels))
                .toList();
    }

    private Stage finest() {
        return stages.get(0);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration step() {
        return settings.step();
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        check(from, to, meanValue);
        long toNanos = nanos(to);
        long fromNanos = Math.max(nanos(from), toNanos - windowNanos);
        if (observed && fromNanos - originNanos >= windowNanos) {
            stages.forEach(Stage::forget);
            refitSize = 0;
        }
        for (Stage stage : stages) {
            stage.observe(fromNanos, toNanos, meanValue);
        }
        observed = true;
        origin = to;
        originNanos = toNanos;
    }

    private void check(Instant from, Instant to, double meanValue) {
        if (!(meanValue >= 0 && meanValue < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "An observed mean must be finite and not negative but was " + meanValue + " from " + from);
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("An observation must have a length but was from " + from + " to " + to);
        }
        if (observed && from.isBefore(origin)) {
            throw new IllegalArgumentException("Observations must come in order: this one begins at " + from
                    + ", the previous one ended at " + origin);
        }
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        if (!observed) {
            return new Forecast.Unavailable(NAME, "Nothing was observed yet", settings.step());
        }
        double[][] values = new double[levels.count()][horizon.steps()];
        double[] probabilities = levels.toArray();
        double[] quantiles = new double[levels.count()];
        double[] scratch = new double[levels.count()];
        long width = horizon.step().toNanos();
        for (int h = 0; h < horizon.steps(); h++) {
            fill(h * width, (h + 1) * width, probabilities, quantiles, scratch);
            for (int i = 0; i < quantiles.length; i++) {
                values[i][h] = quantiles[i];
            }
        }
        return new Forecast.Quantiles(modelName(), origin, horizon, levels, values);
    }

    private void fill(long fromNanos, long toNanos, double[] probabilities, double[] quantiles, double[] scratch) {
        if (!finest().isReady()) {
            double level = finest().openMean().orElse(0);
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] = Math.max(0, level * (1 + SPREAD_WITHOUT_HISTORY * NormalQuantile.of(probabilities[i])));
            }
            return;
        }
        stage(toNanos).quantiles(originNanos, fromNanos, toNanos, probabilities, quantiles, scratch);
    }

    /** The finest stage that reaches so far, or the last one that can say anything. */
    private Stage stage(long toNanos) {
        Stage last = finest();
        for (Stage stage : stages) {
            if (stage.isReady()) {
                last = stage;
                if (stage.reaches(originNanos, toNanos)) {
                    return stage;
                }
            }
        }
        return last;
    }

    private String modelName() {
        return NAME;
    }

    @Override
    public boolean refitDue() {
        if (finest().known() < FEWEST_BUCKETS_BETWEEN_REFITS) {
            return false;
        }
        if (stages.stream().anyMatch(Stage::wantsOtherModels)) {
            return true;
        }
        int patience = Math.max(FEWEST_BUCKETS_BETWEEN_REFITS, Math.min(MOST_BUCKETS_BETWEEN_REFITS, refitSize / 2));
        return refitSize == 0 || finest().end() - refitAt >= patience;
    }

    @Override
    public void refit() {
        if (finest().known() == 0) {
            return;
        }
        stages.forEach(Stage::refit);
        refitAt = finest().end();
        refitSize = finest().size();
    }

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        Stage stage = finest();
        if (!stage.isReady() || stage.panel().peakBuckets().isEmpty()) {
            return new Forecast.Unavailable(NAME, "No peak was recorded yet", settings.step());
        }
        int buckets = stage.peakCovering(within);
        double[] quantiles = new double[levels.count()];
        stage.panel().peak(buckets, levels.toArray(), quantiles);
        double[][] values = new double[quantiles.length][1];
        for (int i = 0; i < quantiles.length; i++) {
            values[i][0] = quantiles[i];
        }
        Horizon horizon = new Horizon(settings.step().multipliedBy(buckets), 1);
        return new Forecast.Quantiles(NAME, origin, horizon, levels, values);
    }

    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        Stage stage = stage(lead.toNanos());
        double buckets = lead.toNanos() / (double) stage.layout().step().toNanos();
        return stage.panel().relativeLoss(Math.max(1, (int) Math.round(buckets)));
    }

    @Override
    public List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        Duration covered = Duration.ZERO;
        for (Stage stage : stages) {
            for (CellScores cell : stage.scores()) {
                if (stage.layout().step().multipliedBy(cell.lastLead()).compareTo(covered) > 0) {
                    scores.addAll(scores(stage.layout().step(), cell));
                }
            }
            covered = stage.layout().horizon();
        }
        return scores;
    }

    private static List<Score> scores(Duration step, CellScores cell) {
        return cell.candidates().stream()
                .map(candidate -> new Score(
                        candidate.name(),
                        step.multipliedBy(cell.firstLead()),
                        step.multipliedBy(cell.lastLead()),
                        candidate.loss(),
                        candidate.relativeToYardstick(),
                        candidate.weight(),
                        cell.settled(),
                        candidate.answers(),
                        candidate.levels().stream()
                                .map(level -> new LevelScore(level.level(), level.loss(), level.coverage()))
                                .toList()))
                .sorted(Comparator.comparingDouble(Score::loss))
                .toList();
    }

    @Override
    public List<String> provenance() {
        return stages.stream()
                .flatMap(stage -> stage.panel().provenance().stream()
                        .map(line ->
                                "buckets of " + DurationText.of(stage.layout().step()) + ", " + line))
                .toList();
    }

    @Override
    public List<FittedModel> models() {
        List<FittedModel> models = new ArrayList<>();
        Duration covered = Duration.ZERO;
        for (Stage stage : stages) {
            models.addAll(stage.models(covered));
            covered = stage.layout().horizon();
        }
        return models;
    }

    @Override
    public byte[] save() {
        SavedState.Writer writer = new SavedState.Writer();
        carry(writer);
        return writer.bytes();
    }

    /** Takes up what {@link #save} wrote. */
    void restore(byte[] saved) {
        SavedState.Reader reader = new SavedState.Reader(saved);
        try {
            carry(reader);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The saved forecaster of " + saved.length + " bytes is cut off", e);
        }
        if (!reader.isAtEnd()) {
            throw new IllegalArgumentException(
                    "The saved forecaster of " + saved.length + " bytes has more than was expected");
        }
    }

    private void carry(State state) {
        int version = state.count(VERSION);
        if (version != VERSION) {
            throw new IllegalArgumentException("The saved forecaster is of version " + version + ", this one of "
                    + VERSION + "\nMaybe let it learn again from the samples that are kept");
        }
        String saved = state.text(settings.toString());
        if (!saved.equals(settings.toString())) {
            throw new IllegalArgumentException(
                    "The saved forecaster had other settings: " + saved + ", now " + settings);
        }
        stages.forEach(stage -> stage.carry(state));
        observed = state.flag(observed);
        origin = Instant.ofEpochSecond(state.whole(origin.getEpochSecond()), state.count(origin.getNano()));
        originNanos = state.whole(originNanos);
        refitAt = state.whole(refitAt);
        refitSize = state.count(refitSize);
    }
}
