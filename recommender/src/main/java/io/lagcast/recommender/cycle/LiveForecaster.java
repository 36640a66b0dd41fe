package io.lagcast.recommender.cycle;

import io.lagcast.forecasting.FittedModel;
import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The forecaster of a workload that is decided meanwhile. A refit takes seconds, so it is made on a copy: {@link #copy} gives the copy's beginning, what
 * is observed from then on is remembered, and {@link #adopt} shows it to the refitted copy and puts that in place. What it forecasts afterwards is the
 * same, bit for bit, as if the refit had taken no time. Mutable, one owner.
 */
final class LiveForecaster implements Forecaster {

    /** Time between a refit that failed and the next one. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(15);

    private final RefitSchedule schedule;
    private final List<Observation> sinceCopy = new ArrayList<>();
    private Forecaster current;
    private boolean refitting;
    private boolean copied;
    private boolean changedMuch;
    private boolean knowsStoredPast;
    private Instant now = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private @Nullable Instant refittedAt;
    private @Nullable Instant storedUntil;

    /** One that has learned nothing. */
    LiveForecaster(Forecaster unlearned, RefitSchedule schedule) {
        this.current = unlearned;
        this.schedule = schedule;
    }

    /** One that goes on where an earlier process stopped: what it learned up to {@code until} is stored. */
    LiveForecaster(Forecaster restored, RefitSchedule schedule, Instant until) {
        this(restored, schedule);
        this.now = until;
        this.refittedAt = until;
        this.storedUntil = until;
    }

    private record Observation(Instant from, Instant to, double meanValue) {}

    /** Whether a refit should be asked for: as the series grows, then once a period at the workload's own moment; never while one is under way. */
    boolean wantsRefit() {
        if (refitting || now.isBefore(notBefore)) {
            return false;
        }
        return current.refitDue() || (refittedAt != null && schedule.isDue(refittedAt, now));
    }

    /** Notes that a refit was asked for: none is wanted until it is {@linkplain #adopt adopted} or {@linkplain #abandon given up}. */
    void awaitRefit() {
        refitting = true;
    }

    /** Everything learned up to here, for a copy to be refitted. Observations are remembered from now on. */
    byte[] copy() {
        copied = true;
        sinceCopy.clear();
        return current.save();
    }

    /** Shows the refitted copy what was observed since it was copied, and puts it in place. */
    void adopt(Forecaster refitted) {
        sinceCopy.forEach(seen -> refitted.observe(seen.from(), seen.to(), seen.meanValue()));
        current = refitted;
        noteRefit();
    }

    /** Goes on without the refit that was asked for, and asks again later. */
    void abandon() {
        endRefit();
        notBefore = now.plus(RETRY_AFTER);
    }

    private void noteRefit() {
        endRefit();
        refittedAt = now;
        changedMuch = true;
    }

    private void endRefit() {
        refitting = false;
        copied = false;
        sinceCopy.clear();
    }

    /**
     * What to store now: after a refit at once, otherwise when what is stored is {@code patience} old and something was observed since. A forecaster that
     * was never fitted has nothing that is not stored otherwise; one that has not learned the stored past must not take the place of one that has.
     */
    Optional<SavedForecaster> unstored(Duration patience) {
        if (!knowsStoredPast || refittedAt == null || now.equals(storedUntil)) {
            return Optional.empty();
        }
        boolean due = changedMuch || storedUntil == null || !now.isBefore(storedUntil.plus(patience));
        return due ? Optional.of(new SavedForecaster(now, current.save())) : Optional.empty();
    }

    /** Notes that whatever was stored of the past is learned: from now on this is the one to store. */
    void noteStoredPast() {
        knowsStoredPast = true;
    }

    /** Notes that what was learned up to {@code until} is stored. */
    void noteStored(Instant until) {
        storedUntil = until;
        changedMuch = false;
    }

    @Override
    public void observe(Instant from, Instant to, double meanValue) {
        current.observe(from, to, meanValue);
        now = to;
        if (copied) {
            sinceCopy.add(new Observation(from, to, meanValue));
        }
    }

    @Override
    public void refit() {
        current.refit();
        noteRefit();
    }

    @Override
    public String name() {
        return current.name();
    }

    @Override
    public Duration step() {
        return current.step();
    }

    @Override
    public Forecast forecast(Horizon horizon, QuantileLevels levels) {
        return current.forecast(horizon, levels);
    }

    @Override
    public Forecast forecastPeak(Duration within, QuantileLevels levels) {
        return current.forecastPeak(within, levels);
    }

    @Override
    public boolean refitDue() {
        return current.refitDue();
    }

    @Override
    public OptionalDouble relativeLoss(Duration lead) {
        return current.relativeLoss(lead);
    }

    @Override
    public List<Score> scores() {
        return current.scores();
    }

    @Override
    public List<FittedModel> models() {
        return current.models();
    }

    @Override
    public byte[] save() {
        return current.save();
    }
}
