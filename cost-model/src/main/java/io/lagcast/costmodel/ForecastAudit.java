package io.lagcast.costmodel;

import io.lagcast.forecasting.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.OptionalDouble;

/** Remembers what was forecast when advice was given and compares it with what came. Mutable. */
final class ForecastAudit {

    /** How far ahead forecasts are judged: about when a move decided now pays or does not. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration OUTCOME = Duration.ofMinutes(1);
    private static final int PENDING = 16;

    /** Share of one replica's throughput that no decision depends on. */
    private static final double UNNOTICED = 0.05;

    private final ArrayDeque<Claim> claims = new ArrayDeque<>();
    private Instant lastNoted = Instant.MIN;
    private TrackRecord record = TrackRecord.NONE;

    void note(Advice advice, OptionalDouble present) {
        if (!(advice.arrivals() instanceof Forecast.Quantiles quantiles) || present.isEmpty()) {
            return;
        }
        Instant time = advice.time();
        Instant due = time.plus(AHEAD);
        long bucket = Duration.between(quantiles.origin(), due)
                .dividedBy(quantiles.horizon().step());
        if (time.isBefore(lastNoted.plus(EVERY))
                || bucket < 0
                || bucket >= quantiles.horizon().steps()) {
            return;
        }
        lastNoted = time;
        if (claims.size() == PENDING) {
            claims.removeFirst();
        }
        double unnoticed = UNNOTICED * advice.beliefs().throughputMedian().value();
        claims.addLast(new Claim(due, quantiles.quantile(0.5, (int) bucket), present.getAsDouble(), unnoticed));
    }

    void check(WorkloadHistory history, Instant now) {
        while (!claims.isEmpty() && !now.isBefore(claims.peekFirst().due().plus(OUTCOME))) {
            Claim claim = claims.removeFirst();
            OptionalDouble actual =
                    meanProduced(history, claim.due(), claim.due().plus(OUTCOME));
            if (actual.isPresent() && !claim.saysNothing(actual.getAsDouble())) {
                record = record.with(claim.forecast(), claim.lastValue(), actual.getAsDouble());
            }
        }
    }

    /** Mean production over measurements that ended in the span. */
    private static OptionalDouble meanProduced(WorkloadHistory history, Instant from, Instant to) {
        double sum = 0;
        int count = 0;
        for (int i = history.size() - 1; i >= 0; i--) {
            Measurement measurement = history.measurement(i);
            if (!measurement.time().isAfter(from)) {
                break;
            }
            if (!measurement.time().isAfter(to) && measurement.produced().isPresent()) {
                sum += measurement.produced().getAsDouble();
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    TrackRecord record() {
        return record;
    }

    void restore(TrackRecord stored) {
        record = stored;
    }

    private record Claim(Instant due, double forecast, double lastValue, double unnoticed) {

        /**
         * While nothing arrives, the last value cannot lose to a forecast of nearly nothing, and what either knows of the next arrival is not tested: a
         * quiet day would make every forecast forgotten that foresees its end.
         */
        boolean saysNothing(double actual) {
            return actual == 0 && lastValue == 0 && forecast <= unnoticed;
        }
    }
}
