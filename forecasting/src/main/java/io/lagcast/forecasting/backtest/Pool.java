package io.lagcast.forecasting.backtest;

import io.lagcast.forecasting.bucket.BucketListener;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.interval.ErrorWindow;
import io.lagcast.forecasting.interval.NormalQuantile;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.point.PointModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Models that walk along one series together, their loss-weighted mean, and the choice between them. Mutable, one owner.
 *
 * <p>Within each reach of leads the candidate answers whose pinball loss, relative to the last value over the same origins, is
 * smallest, among those scored over a whole season of theirs and at half of
 * the origins or more; the last value itself (relative loss 1) unless another is better. The weighted mean is preferred to a single model that is better by less
 * than {@code DOUBT}. Quantiles are the candidate's expectation plus the quantile of its own
 * recent errors at that lead, between two recorded leads linear in the logarithm of the lead. With fewer than {@value #ENOUGH_ERRORS} errors the
 * quantiles lean on those of a shorter lead, widened by the square root of the leads' ratio (as for a random walk), and with none at all on a normal
 * distribution with a standard deviation of half the level: wide, since nothing is known.
 */
public final class Pool implements BucketListener {

    private static final int ENOUGH_ERRORS = 40;
    private static final int MIN_ORIGINS = 20;

    /**
     * What a single model's loss is multiplied by when it is compared with the weighted mean's: a choice made on past errors is itself uncertain, a mean
     * is not. Of 1.05 and 1.1, tried on eleven traces, 1.1 had the smaller loss.
     */
    private static final double DOUBT = 1.1;

    private static final double PRIOR_DEVIATION = 0.5;
    private static final String COMBINATION = "weighted mean";

    private final BucketRing ring;
    private final PointModel[] models;
    private final CellRecord.Clip clip;
    private final double[] reaches;
    private final CellRecord[][] ladder;
    private final double[] expected;
    private boolean scoring = true;
    private long scoredBuckets;
    private boolean settled;
    private final int[] settledChoice;

    /** A pool over an empty {@code ring}, which it fills. The first model must be the last value. A reach ends with the lead {@code reaches[i]},
     * ascending, the last one never. */
    public Pool(BucketRing ring, List<PointModel> models, SpreadScale scale, double[] reaches) {
        this.ring = ring;
        this.models = models.toArray(PointModel[]::new);
        this.clip = new CellRecord.Clip(scale);
        this.reaches = reaches.clone();
        this.settledChoice = new int[reaches.length];
        this.expected = new double[this.models.length];
        List<List<Cell>> cells = Cell.ladder(ring.capacity());
        this.ladder = new CellRecord[cells.size()][];
        for (int i = 0; i < ladder.length; i++) {
            ladder[i] = cells.get(i).stream()
                    .map(cell -> new CellRecord(cell, this.models.length))
                    .toArray(CellRecord[]::new);
        }
    }

    @Override
    public void known(long bucket, double mean) {
        ring.append(bucket, mean);
        clip.absorb(mean);
        for (PointModel model : models) {
            model.absorb(bucket, mean);
        }
        step(bucket);
    }

    @Override
    public void missing(long bucket) {
        ring.appendMissing(bucket);
        for (PointModel model : models) {
            model.absorbMissing(bucket);
        }
        step(bucket);
    }

    private void step(long bucket) {
        scoredBuckets += scoring ? 1 : 0;
        for (CellRecord[] rung : ladder) {
            for (CellRecord cell : rung) {
                cell.step(bucket, models, ring, clip, scoring);
            }
        }
    }

    /** Whether anything can be forecast. */
    public boolean isReady() {
        return models[0].isReady();
    }

    /** Counts losses from now on, or not: while models are fitted to a stretch their losses on it say little. */
    public void scoring(boolean on) {
        scoring = on;
    }

    /** Fixes the choice as the record stands, stops scoring and forgets the errors of those that were not chosen. */
    public void settle() {
        for (int reach = 0; reach < reaches.length; reach++) {
            settledChoice[reach] = best(reach);
        }
        settled = true;
        scoring = false;
        for (CellRecord[] rung : ladder) {
            for (CellRecord cell : rung) {
                cell.keepOnly(settledChoice[reach(cell.cell().lastLead())]);
            }
        }
    }

    private int reach(double lead) {
        int reach = 0;
        while (reach < reaches.length - 1 && lead > reaches[reach]) {
            reach++;
        }
        return reach;
    }

    private int chosen(int reach) {
        return settled ? settledChoice[reach] : best(reach);
    }

    /** The weighted mean while nothing was scored: it goes by errors, too, and is the last value while there are none. */
    private int best(int reach) {
        int yardstickOrigins = score(0, reach, false).origins();
        if (yardstickOrigins < MIN_ORIGINS) {
            return models.length;
        }
        int best = 0;
        double bestRelative = DOUBT;
        for (int candidate = 1; candidate <= models.length; candidate++) {
            ModelScore score = score(candidate, reach, false);
            double relative = score.relativeToLastValue() * (candidate == models.length ? 1 : DOUBT);
            if (isProven(candidate) && 2 * score.origins() >= yardstickOrigins && relative < bestRelative) {
                best = candidate;
                bestRelative = relative;
            }
        }
        return best;
    }

    /** Whether the record covers a season of the candidate: a week's pattern that fitted three days may have fitted by luck. */
    private boolean isProven(int candidate) {
        return candidate == models.length || models[candidate].seasonBuckets() <= scoredBuckets;
    }

    /** Every candidate's record: nearest reach first, within a reach the best first; only those that were scored, and the chosen. */
    public List<ModelScore> scores() {
        List<ModelScore> scores = new ArrayList<>();
        for (int reach = 0; reach < reaches.length; reach++) {
            int chosen = chosen(reach);
            for (int candidate = 0; candidate <= models.length; candidate++) {
                ModelScore score = score(candidate, reach, candidate == chosen);
                if (score.chosen() || score.origins() > 0) {
                    scores.add(score);
                }
            }
        }
        scores.sort(Comparator.comparingInt(ModelScore::reach).thenComparingDouble(ModelScore::relativeToLastValue));
        return scores;
    }

    private ModelScore score(int candidate, int reach, boolean chosen) {
        double loss = 0;
        double lastValueLoss = 0;
        int origins = 0;
        for (CellRecord[] rung : ladder) {
            for (CellRecord cell : rung) {
                if (reach(cell.cell().lastLead()) == reach) {
                    loss += cell.loss(candidate);
                    lastValueLoss += cell.lastValueLoss(candidate);
                    origins += cell.scored(candidate);
                }
            }
        }
        double relative = lastValueLoss > 0 ? loss / lastValueLoss : loss > 0 ? Double.MAX_VALUE : 1;
        return new ModelScore(name(candidate), reach, origins == 0 ? 0 : loss / origins, relative, origins, chosen);
    }

    private String name(int candidate) {
        return candidate == models.length ? COMBINATION : models[candidate].name();
    }

    /** Name of the candidate that answers for a lead of {@code lead} buckets. */
    public String answering(double lead) {
        return name(chosen(reach(lead)));
    }

    /**
     * Quantiles of the mean over one stretch of the future.
     *
     * @param from where it begins, in buckets after the newest closed one; may be a fraction
     * @param to where it ends, after {@code from}
     * @param levels ascending probability levels
     * @param quantiles receives one quantile a level: finite, not negative, not decreasing
     */
    public void forecast(double from, double to, double[] levels, double[] quantiles) {
        int candidate = chosen(reach(to));
        expect(candidate, from, to);
        CellRecord[] rung = rung(to - from);
        int upper = 0;
        while (upper < rung.length - 1 && rung[upper].cell().lastLead() < to) {
            upper++;
        }
        int lower = Math.max(0, upper - 1);
        double share = share(rung[lower].cell().lastLead(), rung[upper].cell().lastLead(), to);
        double low = expectation(candidate, rung, lower);
        double high = expectation(candidate, rung, upper);
        double floor = 0;
        for (int i = 0; i < levels.length; i++) {
            double lowOffset = offset(candidate, rung, lower, low, levels[i]);
            double highOffset = offset(candidate, rung, upper, high, levels[i]);
            double value = (1 - share) * (low + lowOffset) + share * (high + highOffset);
            floor = Math.max(floor, value);
            quantiles[i] = floor;
        }
    }

    private void expect(int candidate, double from, double to) {
        for (int i = 0; i < models.length; i++) {
            boolean needed = candidate == models.length || candidate == i;
            expected[i] = needed && models[i].isReady() ? clip.apply(mean(models[i], from, to)) : Double.NaN;
        }
        if (candidate < models.length && Double.isNaN(expected[candidate])) {
            expected[candidate] = clip.apply(models[0].forecast(1));
        }
    }

    private static double mean(PointModel model, double from, double to) {
        int first = (int) Math.floor(from);
        int last = (int) Math.ceil(to);
        double sum = 0;
        for (int i = first; i < last; i++) {
            double overlap = Math.min(to, i + 1) - Math.max(from, i);
            sum += overlap * model.forecast(i + 1);
        }
        return sum / (to - from);
    }

    /** The weighted mean with the weights of the cell or, while it has none, of the farthest nearer one that has. */
    private double expectation(int candidate, CellRecord[] rung, int index) {
        if (candidate < models.length) {
            return expected[candidate];
        }
        int weighed = index;
        while (weighed > 0 && !rung[weighed].hasWeights()) {
            weighed--;
        }
        return rung[weighed].weightedMean(expected);
    }

    private CellRecord[] rung(double width) {
        int rung = 0;
        while (rung + 1 < ladder.length && Cell.WIDTHS[rung + 1] <= width) {
            rung++;
        }
        return ladder[rung];
    }

    private static double share(double low, double high, double lead) {
        if (high <= low || lead >= high) {
            return 1;
        }
        return lead <= low ? 0 : Math.log(lead / low) / Math.log(high / low);
    }

    private double offset(int candidate, CellRecord[] rung, int index, double level0, double probability) {
        ErrorWindow window = rung[index].window(candidate);
        int errors = window == null ? 0 : window.size();
        double trust = Math.min(1, errors / (double) ENOUGH_ERRORS);
        double own = window == null || errors == 0 ? 0 : clip.unit(level0) * window.quantile(probability);
        if (trust == 1) {
            return own;
        }
        return trust * own + (1 - trust) * borrowed(candidate, rung, index, level0, probability);
    }

    private double borrowed(int candidate, CellRecord[] rung, int index, double level0, double probability) {
        double prior = NormalQuantile.of(probability) * PRIOR_DEVIATION * Math.max(level0, clip.mean());
        for (int i = index - 1; i >= 0; i--) {
            ErrorWindow window = rung[i].window(candidate);
            if (window != null && window.size() >= ENOUGH_ERRORS) {
                double there = clip.unit(level0) * window.quantile(probability);
                double widened = there
                        * Math.sqrt((double) rung[index].cell().lastLead()
                                / rung[i].cell().lastLead());
                return Math.max(Math.min(there, prior), Math.min(Math.max(there, prior), widened));
            }
        }
        return prior;
    }
}
