package io.lagcast.recommender.replays;

import io.lagcast.recommender.history.ProductionRate;
import io.lagcast.simulator.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Stored production rates as a trace in equal steps. What is missing lies on a straight line between what is known, and is counted. */
final class RecordedArrivals {

    /** Rates are kept by the minute for three weeks; coarser ones are taken for constant within their bucket. */
    static final Duration STEP = Duration.ofMinutes(1);

    private RecordedArrivals() {}

    /**
     * The rates from {@code from} to {@code to}; steps before the first known one are left out.
     *
     * @throws ReplayImpossible if nothing is known
     */
    static Trace between(List<ProductionRate> rates, Instant from, Instant to) {
        double[] values = new double[(int) Duration.between(from, to).dividedBy(STEP)];
        Arrays.fill(values, Double.NaN);
        for (ProductionRate rate : rates) {
            int first = Math.max(0, step(from, rate.from()));
            int end = Math.min(values.length, step(from, rate.to()));
            for (int i = first; i < end; i++) {
                values[i] = rate.rate().value();
            }
        }
        int begin = 0;
        while (begin < values.length && Double.isNaN(values[begin])) {
            begin++;
        }
        if (values.length - begin < 2) {
            throw new ReplayImpossible("No arrivals are stored from " + from + " to " + to + ".");
        }
        double[] known = Arrays.copyOfRange(values, begin, values.length);
        int filled = fill(known);
        return new Trace(from.plus(STEP.multipliedBy(begin)), STEP, known, filled);
    }

    private static int step(Instant from, Instant time) {
        return (int) Math.floorDiv(Duration.between(from, time).toMillis(), STEP.toMillis());
    }

    /** How many values of {@code [from, to)} of the trace are not known, as the rates tell. */
    static long missing(List<ProductionRate> rates, Instant from, Instant to) {
        long known = rates.stream()
                .filter(rate -> rate.to().isAfter(from) && rate.from().isBefore(to))
                .mapToLong(rate -> Duration.between(later(rate.from(), from), earlier(rate.to(), to))
                        .toSeconds())
                .sum();
        return Math.max(0, (Duration.between(from, to).toSeconds() - known) / STEP.toSeconds());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static int fill(double[] values) {
        int filled = 0;
        int last = 0;
        for (int i = 1; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                last = i;
                continue;
            }
            int next = i;
            while (next < values.length && Double.isNaN(values[next])) {
                next++;
            }
            double to = next < values.length ? values[next] : values[last];
            values[i] = values[last] + (to - values[last]) * (i - last) / (double) Math.max(1, next - last);
            last = i;
            filled++;
        }
        return filled;
    }
}
