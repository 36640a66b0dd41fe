package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.bucket.BucketListener;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.SpreadScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Experts that walk along one series together, and what they say as one. Mutable, one owner.
 *
 * <p>The first expert is the last value, the yardstick: where the combination's recent loss in a cell is larger than the last value's, the last value
 * answers.
 */
public final class Panel implements BucketListener {

    private final BucketRing ring;
    private final Expert[] experts;
    private final Clip clip;
    private final CellRecord[] records;
    private final PeakRecord[] peaks;
    private final Outlook outlook;
    private final double[] nearer = new double[Levels.COUNT];
    private final double[] farther = new double[Levels.COUNT];
    private final int reach;
    private final double[][] remembered;
    private final long[] rememberedAt;
    private boolean recording = true;
    private Fitting fitting = Fitting.NONE;

    /**
     * A panel at the beginning of a series.
     *
     * @param ring the empty ring that the panel fills and the experts read
     * @param experts the last value first
     * @param scale how errors grow with the level
     * @param span which leads to answer for
     */
    public Panel(BucketRing ring, List<? extends Expert> experts, SpreadScale scale, Span span) {
        this.ring = ring;
        this.experts = experts.toArray(Expert[]::new);
        this.clip = new Clip(scale);
        this.outlook = new Outlook(experts, clip);
        this.reach = span.reach();
        this.records = records(span);
        this.remembered = new double[records.length][Levels.COUNT];
        this.rememberedAt = new long[records.length];
        Arrays.fill(rememberedAt, Long.MIN_VALUE);
        this.peaks = Cells.anchors(span.anchorReach()).stream()
                .filter(anchor -> anchor > 1)
                .map(PeakRecord::new)
                .toArray(PeakRecord[]::new);
    }

    private CellRecord[] records(Span span) {
        List<CellRecord> made = new ArrayList<>();
        CellRecord previous = null;
        for (Cell cell : Cells.of(span)) {
            previous = new CellRecord(cell, CellRecord.stride(span), outlook, previous);
            made.add(previous);
        }
        return made.toArray(CellRecord[]::new);
    }

    /** The leads with cells of their own up to {@code anchorReach}: those that direct models are fitted for. */
    public static int[] anchors(int anchorReach) {
        return Cells.anchors(anchorReach).stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void known(long bucket, double mean) {
        double believed = clip.believe(mean);
        ring.append(bucket, believed);
        for (Expert expert : experts) {
            expert.absorb(bucket, believed);
        }
        step(bucket);
    }

    @Override
    public void missing(long bucket) {
        ring.appendMissing(bucket);
        for (Expert expert : experts) {
            expert.absorbMissing(bucket);
        }
        step(bucket);
    }

    private void step(long bucket) {
        if (!recording) {
            return;
        }
        for (CellRecord record : records) {
            record.settle(bucket, ring, clip, outlook);
        }
        for (PeakRecord peak : peaks) {
            peak.settle(bucket, ring, clip);
        }
        if (!isReady()) {
            return;
        }
        for (int i = 0; i < records.length; i++) {
            CellRecord record = records[i];
            if (record.keep(bucket, outlook, clip) && record.cell().isSingle() && !record.isGated()) {
                remember(i, record.kept());
            }
        }
        for (PeakRecord peak : peaks) {
            if (peak.wants(bucket)) {
                peak.keep(bucket, highestMedian(peak.buckets()));
            }
        }
    }

    /** Keeps records from now on, or not: while nothing was fitted they say little. */
    public void recording(boolean on) {
        recording = on;
    }

    /** Lets every expert choose its parameters anew; records go on. */
    public void fit() {
        fitting = Fitting.on(ring);
        for (Expert expert : experts) {
            expert.fit();
        }
        Arrays.fill(rememberedAt, Long.MIN_VALUE);
    }

    /** Lets all experts begin again with equal weights; their errors stay known. */
    public void forgetWeights() {
        Arrays.stream(records).forEach(CellRecord::forgetWeights);
    }

    /** Whether anything can be forecast. */
    public boolean isReady() {
        return experts[0].canForecast(1);
    }

    /** The farthest lead, in buckets. */
    public int reach() {
        return reach;
    }

    /**
     * The quantile of any level of the bucket {@code lead} after the newest.
     *
     * @param lead at least 1; beyond {@link #reach()} the farthest record stands in, before the first record that one
     * @param levels ascending probability levels
     * @param into receives one quantile a level: finite, not negative, not decreasing
     */
    public void quantiles(int lead, double[] levels, double[] into) {
        own(lead, nearer);
        read(nearer, levels, into);
    }

    private static void read(double[] own, double[] levels, double[] into) {
        double floor = 0;
        for (int i = 0; i < levels.length; i++) {
            floor = Math.max(floor, Levels.read(own, levels[i]));
            into[i] = floor;
        }
    }

    /** Quantiles at the panel's own levels; beyond the reach by the farthest record. */
    private void own(int lead, double[] into) {
        int upper = 0;
        while (upper < records.length - 1 && records[upper].cell().last() < lead) {
            upper++;
        }
        Cell cell = records[upper].cell();
        if (lead >= cell.first() || upper == 0) {
            answer(upper, lead, into);
            return;
        }
        int below = records[upper - 1].cell().last();
        double share = (double) (lead - below) / (cell.first() - below);
        answer(upper, cell.first(), into);
        answer(upper - 1, below, farther);
        for (int i = 0; i < into.length; i++) {
            into[i] = share * into[i] + (1 - share) * farther[i];
        }
    }

    /** What the panel says of a lead by the record of a cell. Single leads are asked for often between two buckets, hence remembered. */
    private void answer(int index, int lead, double[] into) {
        CellRecord record = records[index];
        boolean single = record.cell().isSingle() && record.cell().first() == lead;
        if (single && rememberedAt[index] == ring.end()) {
            System.arraycopy(remembered[index], 0, into, 0, into.length);
            return;
        }
        outlook.ask(lead);
        if (record.isGated()) {
            Arrays.fill(outlook.speaks, 1, outlook.speaks.length, false);
        }
        record.quantiles(outlook, clip, into);
        if (single) {
            remember(index, into);
        }
    }

    private void remember(int index, double[] quantiles) {
        rememberedAt[index] = ring.end();
        System.arraycopy(quantiles, 0, remembered[index], 0, quantiles.length);
    }

    private double highestMedian(int buckets) {
        double highest = 0;
        for (int i = 0; i < records.length && records[i].cell().last() <= buckets; i++) {
            answer(i, records[i].cell().last(), nearer);
            highest = Math.max(highest, nearer[Levels.MEDIAN]);
        }
        return highest;
    }

    /** The buckets within which the highest value is forecast as such, ascending. */
    public List<Integer> peakBuckets() {
        return Arrays.stream(peaks).map(PeakRecord::buckets).toList();
    }

    /** Quantiles of the highest of the next {@code buckets} values, one of {@link #peakBuckets()}. */
    public void peak(int buckets, double[] levels, double[] into) {
        PeakRecord record = Arrays.stream(peaks)
                .filter(peak -> peak.buckets() == buckets)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No record of peaks within " + buckets + " buckets"));
        record.quantiles(highestMedian(buckets), clip, levels, into);
    }

    /** Every cell's records, nearest first. */
    public List<CellScores> scores() {
        return Arrays.stream(records).map(this::scores).toList();
    }

    private CellScores scores(CellRecord record) {
        Losses losses = record.losses();
        List<CandidateScore> candidates = new ArrayList<>();
        int answering = record.isGated() ? 0 : losses.combination();
        for (int candidate = 0; candidate <= losses.combination(); candidate++) {
            if (losses.isScored(candidate)) {
                boolean combination = candidate == losses.combination();
                candidates.add(new CandidateScore(
                        combination ? "combination" : experts[candidate].name(),
                        losses.mean(candidate),
                        losses.relative(candidate),
                        combination ? 1 : record.weight(candidate),
                        candidate == answering,
                        losses.levels(candidate)));
            }
        }
        return new CellScores(record.cell().first(), record.cell().last(), losses.settled(), candidates);
    }

    /** The loss of what the panel answers at a lead over the last value's; empty while there is no record. */
    public OptionalDouble relativeLoss(int lead) {
        int index = 0;
        while (index < records.length - 1 && records[index].cell().last() < lead) {
            index++;
        }
        CellRecord record = records[index];
        Losses losses = record.losses();
        if (losses.settled() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(record.isGated() ? 1 : losses.relative(losses.combination()));
    }

    /** What libraries have learned for its experts, a line for each of those. */
    public List<String> provenance() {
        return Arrays.stream(experts)
                .filter(expert -> !expert.provenance().isEmpty())
                .map(expert -> expert.name() + ": " + expert.provenance())
                .toList();
    }

    /** What its experts were fitted on last. */
    public Fitting fitting() {
        return fitting;
    }

    /** Its experts: where they come from and what they count for. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int e = 0; e < experts.length; e++) {
            Expert expert = experts[e];
            members.add(new Member(expert.name(), expert.learning(), expert.provenance(), shares(e)));
        }
        return members;
    }

    private List<Member.Share> shares(int expert) {
        return Arrays.stream(records)
                .filter(record -> record.losses().isScored(expert))
                .map(record ->
                        new Member.Share(record.cell().first(), record.cell().last(), record.weight(expert)))
                .toList();
    }

    /** Writes the whole panel but its ring, or takes it up again. */
    public void carry(State state) {
        clip.carry(state);
        Arrays.stream(experts).forEach(expert -> expert.carry(state));
        Arrays.stream(records).forEach(record -> record.carry(state));
        Arrays.fill(rememberedAt, Long.MIN_VALUE);
        Arrays.stream(peaks).forEach(peak -> peak.carry(state));
        recording = state.flag(recording);
        fitting = fitting.carried(state);
    }
}
