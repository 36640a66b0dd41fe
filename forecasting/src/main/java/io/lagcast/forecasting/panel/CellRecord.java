package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.ErrorWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a panel knows about one {@link Cell}: forecasts whose time has not come, every expert's recent errors, the weights per level, and how far the
 * combination's quantiles were off. Mutable, one owner.
 *
 * <p>A point expert's quantile is its expectation plus the quantile of its own recent errors, in units of {@link Clip#unit}; with fewer than
 * {@value #ENOUGH_ERRORS} of them it leans on those of a nearer cell, widened by the square root of the leads' ratio (as for a random walk), and with none
 * at all on a normal distribution. A quantile expert's own quantile is shifted by {@link Tracker}. The combination is {@link Aggregation} per level, shifted by a tracker once more.
 */
final class CellRecord {

    private static final int ENOUGH_ERRORS = 40;

    /** Errors remembered. */
    private static final int WINDOW = 288;

    /** Of the settled forecasts of a single lead every so many's error is remembered once the window is full: it spans days. */
    private static final int SINGLE_THINNING = 2;

    /**
     * Of a range of leads, at most and at least: three weeks of paths, for errors of a whole day are nearly one error, and of the last few days say little of the
     * next ones. While there are no three weeks, the first errors, of experts that knew little, are not to stay for so long.
     */
    private static final int RANGE_THINNING = 8;

    private static final int YOUNG_RANGE_THINNING = 3;

    /** Buckets between forecasts that are kept of near leads: errors over overlapping spans are nearly the same error. Farther ones are kept at multiples. */
    private static final int STRIDE = Strides.COMMON;

    /** Strides in the farthest lead to which a stride is kept. */
    private static final int STRIDES_A_LEAD = 24;

    /** Single leads up to which every forecast is kept: of an hour of minutes every fourth will do, of five minutes each counts where bursts are rare. */
    private static final int FEW_LEADS = 15;

    /** Relative loss above which the last value answers, and settled forecasts it takes to say so: noise is not distrust. */
    private static final double GATE = 1.02;

    private static final int GATE_AFTER = 100;

    /** Times the usual miss: what lies farther away counts as if it were there, lest a single absurd bucket decide for days. */
    private static final double FARTHEST_MISS = 100;

    private final Cell cell;
    private final @Nullable CellRecord nearer;
    private final int experts;
    private final int thinning;
    private final Lane[] lanes;
    private final ErrorWindow[] errors;
    private final Aggregation weights;
    private final Tracker[] shift = new Tracker[Levels.COUNT];
    private final Tracker[][] nativeShift;
    private final Losses losses;
    private final double[] together = new double[Levels.COUNT];
    private final double[] issued = new double[Levels.COUNT];

    /** How far quantiles lie from an expectation: each expert's at all levels, then the next one's; and whether that is still what its errors say. */
    private final float[] offsets;

    private final boolean[] isMeasured;
    private double spread;
    private long settled;

    /**
     * Records of a cell.
     *
     * @param leastStride buckets between forecasts that are kept, at least
     * @param nearer the records of the next nearer cell
     */
    CellRecord(Cell cell, int leastStride, Outlook outlook, @Nullable CellRecord nearer) {
        this.cell = cell;
        this.nearer = nearer;
        this.experts = outlook.size();
        this.thinning = cell.isSingle()
                ? Math.max(1, SINGLE_THINNING * STRIDE / Math.min(STRIDE, stride(cell, cell.first(), leastStride)))
                : RANGE_THINNING;
        int farthest = cell.lanes().getLast();
        double delay = (double) cell.lanes().size() * farthest / stride(cell, farthest, leastStride);
        this.errors = new ErrorWindow[experts];
        this.nativeShift = new Tracker[experts][];
        for (int e = 0; e < experts; e++) {
            errors[e] = new ErrorWindow(WINDOW);
            nativeShift[e] = new Tracker[outlook.quantiles[e].length];
            for (int i = 0; i < nativeShift[e].length; i++) {
                nativeShift[e][i] = new Tracker(delay);
            }
        }
        this.weights = new Aggregation(outlook.worksheet, cell.isSingle());
        if (nearer != null && !cell.isSingle() && !nearer.cell.isSingle()) {
            weights.pool(nearer.weights);
        }
        for (int i = 0; i < Levels.COUNT; i++) {
            shift[i] = isPrompt(i) ? Tracker.prompt(delay) : new Tracker(delay);
        }
        this.lanes = cell.lanes().stream()
                .map(lead -> new Lane(lead, stride(cell, lead, leastStride), cell.isSingle(), outlook))
                .toArray(Lane[]::new);
        this.offsets = new float[experts * Levels.COUNT];
        this.isMeasured = new boolean[experts];
        this.losses = new Losses(outlook.worksheet);
    }

    /** The least stride of a panel's cells. */
    static int stride(Span span) {
        return span.anchorReach() <= FEW_LEADS ? 1 : STRIDE;
    }

    private static int stride(Cell cell, int lead, int least) {
        int near = cell.isSingle() && cell.first() <= FEW_LEADS ? least : Math.max(least, Math.min(lead, STRIDE));
        return Math.max(near, STRIDE * (int) Math.round((double) lead / (STRIDES_A_LEAD * STRIDE)));
    }

    Cell cell() {
        return cell;
    }

    Losses losses() {
        return losses;
    }

    /** Whether the last value answers here, because the combination's recent loss is larger than its. */
    boolean isGated() {
        return losses.settled() >= GATE_AFTER && losses.relative(losses.combination()) > GATE;
    }

    /** Settles the forecasts whose time has come with the newest bucket. */
    void settle(long newest, BucketRing ring, Clip clip, Outlook outlook) {
        for (Lane lane : lanes) {
            while (lane.isDue(newest)) {
                long target = lane.take(outlook, together, issued);
                if (ring.isKnown(target)) {
                    learn(ring.value(target), outlook, clip);
                }
            }
        }
    }

    /** Keeps what is said now for later; whether anything was. */
    boolean keep(long newest, Outlook outlook, Clip clip) {
        boolean kept = false;
        for (Lane lane : lanes) {
            if (lane.wants(newest)) {
                outlook.ask(lane.lead());
                combine(outlook, clip, together);
                shift(together, clip, issued);
                lane.keep(newest, outlook, together, issued);
                kept = true;
            }
        }
        return kept;
    }

    /** What was kept last, at all {@link Levels}. */
    double[] kept() {
        return issued;
    }

    private void learn(double outcome, Outlook outlook, Clip clip) {
        say(outlook, clip);
        double median = weights.combined(Levels.MEDIAN, outlook.said, outlook.speaks);
        double unit = clip.unit(median);
        double farthest = unit * farthestMiss();
        double near = within(farthest, outcome, median);
        bound(outlook.said, near - farthest, near + farthest, outlook.bounded);
        weights.settle(outlook.bounded, outlook.speaks, near);
        losses.add(outlook.said, outlook.speaks, issued, outcome);
        track(outcome, unit, clip.unit(together[Levels.MEDIAN]));
        for (int e = 0; e < experts; e++) {
            if (outlook.speaks[e]) {
                learn(e, outcome, outlook, clip);
            }
        }
        settled++;
        double miss = Math.min(farthestMiss(), Math.abs(outcome - issued[Levels.MEDIAN]) / unit);
        spread += Math.max(0.01, 1.0 / settled) * (miss - spread);
    }

    /**
     * Tells the trackers, in units. Of a range of leads outcomes are compared with what would be issued by the shift of now: asked about what was issued long
     * ago, trackers would have to be so slow that they hardly moved. The median is not so moved: errors of a day or two say more of spread than of bias.
     */
    private void track(double outcome, double unit, double unitThen) {
        for (int i = 0; i < Levels.COUNT; i++) {
            double above =
                    isPrompt(i) ? (outcome - together[i]) / unitThen - shift[i].shift() : (outcome - issued[i]) / unit;
            shift[i].settle(Levels.level(i), above, spread);
        }
    }

    private boolean isPrompt(int level) {
        return !cell.isSingle() && level != Levels.MEDIAN;
    }

    /** In units; anything goes while the usual miss is not known yet. */
    private double farthestMiss() {
        return settled < ENOUGH_ERRORS || spread == 0 ? Double.MAX_VALUE : FARTHEST_MISS * spread;
    }

    private static void bound(double[] values, double least, double most, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.max(least, Math.min(most, values[i]));
        }
    }

    private static double within(double distance, double value, double of) {
        return Math.max(of - distance, Math.min(of + distance, value));
    }

    private void learn(int e, double outcome, Outlook outlook, Clip clip) {
        if (settled % thinning() == 0 || errors[e].size() < WINDOW) {
            errors[e].add((outcome - outlook.expected[e]) / clip.unit(outlook.expected[e]));
            isMeasured[e] = false;
        }
        for (int own = 0; own < nativeShift[e].length; own++) {
            int i = Levels.ofNative(own);
            nativeShift[e][own].settle(Levels.level(i), outcome - outlook.said[i * experts + e], spread);
        }
    }

    private long thinning() {
        return cell.isSingle()
                ? thinning
                : Math.max(YOUNG_RANGE_THINNING, Math.min(thinning, settled / (YOUNG_RANGE_THINNING * WINDOW)));
    }

    /** The combination's quantiles at all {@link Levels}, calibrated, not decreasing, not negative. */
    void quantiles(Outlook outlook, Clip clip, double[] into) {
        combine(outlook, clip, into);
        shift(into, clip, into);
    }

    private void shift(double[] combined, Clip clip, double[] into) {
        double unit = clip.unit(combined[Levels.MEDIAN]);
        double floor = 0;
        for (int i = 0; i < Levels.COUNT; i++) {
            floor = Math.max(floor, combined[i] + unit * shift[i].shift());
            into[i] = floor;
        }
    }

    private void combine(Outlook outlook, Clip clip, double[] into) {
        say(outlook, clip);
        weights.combine(outlook.said, outlook.speaks, into);
    }

    private void say(Outlook outlook, Clip clip) {
        for (int e = 0; e < experts; e++) {
            if (outlook.speaks[e]) {
                say(e, outlook, clip);
            }
        }
    }

    private void say(int e, Outlook outlook, Clip clip) {
        double[] said = outlook.said;
        double expected = outlook.expected[e];
        double unit = clip.unit(expected);
        if (!isMeasured[e]) {
            measureOffsets(e, clip);
        }
        for (int i = 0; i < Levels.COUNT; i++) {
            said[i * experts + e] = expected + unit * offsets[e * Levels.COUNT + i];
        }
        for (int own = 0; own < nativeShift[e].length; own++) {
            said[Levels.ofNative(own) * experts + e] = outlook.quantiles[e][own] + unit * nativeShift[e][own].shift();
        }
    }

    /** How far a point expert's quantiles lie from its expectation, in units; the median does not: recent errors say more of spread than of bias. */
    private void measureOffsets(int e, Clip clip) {
        int size = errors[e].size();
        double trust = Math.min(1, size / (double) ENOUGH_ERRORS);
        for (int i = 0; i < Levels.COUNT; i++) {
            double own = size == 0 || i == Levels.MEDIAN ? 0 : errors[e].quantile(Levels.level(i));
            double offset = trust == 1 ? own : trust * own + (1 - trust) * borrowed(e, i, clip);
            offsets[e * Levels.COUNT + i] = i == Levels.MEDIAN ? 0 : (float) offset;
        }
        isMeasured[e] = trust == 1;
    }

    private double borrowed(int e, int level, Clip clip) {
        double prior = Levels.normalScore(level) * clip.priorDeviation();
        CellRecord record = nearer;
        while (record != null && record.errors[e].size() < ENOUGH_ERRORS) {
            record = record.nearer;
        }
        if (record == null) {
            return prior;
        }
        double there = record.errors[e].quantile(Levels.level(level));
        double widened = there * Math.sqrt((double) cell.last() / record.cell.last());
        return Math.max(Math.min(there, prior), Math.min(Math.max(there, prior), widened));
    }

    /** Weight of an expert at the median. */
    double weight(int expert) {
        return weights.weight(Levels.MEDIAN, expert);
    }

    /** Lets all experts begin again with equal weights; their errors stay known. */
    void forgetWeights() {
        weights.forget();
        losses.forget();
    }

    void carry(State state) {
        for (Lane lane : lanes) {
            lane.carry(state);
        }
        for (int e = 0; e < experts; e++) {
            errors[e].carry(state);
            for (Tracker tracker : nativeShift[e]) {
                tracker.carry(state);
            }
        }
        Arrays.fill(isMeasured, false);
        weights.carry(state);
        for (Tracker tracker : shift) {
            tracker.carry(state);
        }
        losses.carry(state);
        spread = state.number(spread);
        settled = state.whole(settled);
    }
}
