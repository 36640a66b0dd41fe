package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The straight line that daily peaks follow, with an interval for its slope.
 *
 * <p>The slope is the median of {@code (peak[j] - peak[i]) / (j - i)} over all pairs of days that are whole weeks apart, so that weekdays are compared
 * with their like and a few odd days change nothing; its interval of {@value #CONFIDENCE} takes the slopes that lie
 * {@code z sqrt(sum over weekdays of m (m - 1)(2 m + 5) / 18) / 2} ranks beside the median, {@code m} being a weekday's days. The level is what one day in ten
 * exceeds today: the {@value #HIGH_DAY} quantile of the peaks less the line.
 *
 * <p>P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968), doi:10.1080/01621459.1968.10480934; by season: R. M. Hirsch,
 * J. R. Slack, R. A. Smith, Water Resources Research 18 (1982), doi:10.1029/WR018i001p00107. The interval takes days for independent; where they are
 * not it is too narrow, which is why three weeks are the least that is believed.
 *
 * @param level peak that one day in ten exceeds at {@code until}
 * @param until the newest day
 * @param days how many days taught it
 * @param slopePerDay change of the peak from day to day, in records per second
 * @param slopeLow lower end of the interval
 * @param slopeHigh upper end
 */
public record PeakTrend(
        RecordsPerSecond level, Instant until, int days, double slopePerDay, double slopeLow, double slopeHigh) {

    /** Two differences of every weekday. */
    public static final int FEWEST_DAYS = 21;

    static final double CONFIDENCE = 0.9;

    /** Quantile of the normal distribution that leaves 5 % above. */
    private static final double Z = 1.645;

    private static final double HIGH_DAY = 0.9;
    private static final int WEEK = 7;
    private static final Duration DAY = Duration.ofDays(1);

    /** The trend of peaks in the order of their days; empty with fewer than {@value #FEWEST_DAYS} of them. */
    public static Optional<PeakTrend> of(List<DailyPeak> peaks) {
        if (peaks.size() < FEWEST_DAYS) {
            return Optional.empty();
        }
        Instant first = peaks.getFirst().day();
        int[] day = peaks.stream()
                .mapToInt(peak -> (int) Duration.between(first, peak.day()).dividedBy(DAY))
                .toArray();
        double[] value = peaks.stream().mapToDouble(peak -> peak.peak().value()).toArray();
        double[] slopes = slopes(day, value);
        if (slopes.length < FEWEST_DAYS) {
            return Optional.empty();
        }
        double slope = quantile(slopes, 0.5);
        double ranks = Z * Math.sqrt(variance(day)) / 2 / slopes.length;
        int last = day[day.length - 1];
        double[] levels = DoubleStream.iterate(0, i -> i + 1)
                .limit(day.length)
                .map(i -> value[(int) i] + slope * (last - day[(int) i]))
                .sorted()
                .toArray();
        return Optional.of(new PeakTrend(
                new RecordsPerSecond(Math.max(0, quantile(levels, HIGH_DAY))),
                peaks.getLast().day(),
                peaks.size(),
                slope,
                quantile(slopes, Math.max(0, 0.5 - ranks)),
                quantile(slopes, Math.min(1, 0.5 + ranks))));
    }

    private static double[] slopes(int[] day, double[] value) {
        double[] slopes = new double[day.length * day.length / 2];
        int size = 0;
        for (int j = 0; j < day.length; j++) {
            for (int i = 0; i < j; i++) {
                if ((day[j] - day[i]) % WEEK == 0 && day[j] > day[i]) {
                    slopes[size++] = (value[j] - value[i]) / (day[j] - day[i]);
                }
            }
        }
        double[] sorted = Arrays.copyOf(slopes, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double variance(int[] day) {
        double variance = 0;
        for (int weekday = 0; weekday < WEEK; weekday++) {
            int which = weekday;
            double m = Arrays.stream(day).filter(d -> d % WEEK == which).count();
            variance += m * (m - 1) * (2 * m + 5) / 18;
        }
        return variance;
    }

    private static double quantile(double[] sorted, double level) {
        double at = level * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The peak of a high day so long after {@link #until}, at the given slope. */
    public double after(Duration time, double slope) {
        return Math.max(0, level.value() + slope * time.toSeconds() / DAY.toSeconds());
    }

    /** When a high day's peak reaches {@code rate} at the given slope; empty if not within {@code horizon}. */
    public Optional<Instant> reaches(double rate, double slope, Duration horizon) {
        if (level.value() >= rate) {
            return Optional.of(until);
        }
        double days = (rate - level.value()) / slope;
        return slope > 0 && days <= horizon.toDays()
                ? Optional.of(until.plus(Duration.ofSeconds(Math.round(days * DAY.toSeconds()))))
                : Optional.empty();
    }
}
