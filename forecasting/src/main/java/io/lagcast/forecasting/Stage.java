package io.lagcast.forecasting;

import io.lagcast.forecasting.bucket.BucketListener;
import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.bucket.Bucketing;
import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.interval.SpreadScale;
import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.forecasting.panel.CellScores;
import io.lagcast.forecasting.panel.Fitting;
import io.lagcast.forecasting.panel.Member;
import io.lagcast.forecasting.panel.Panel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One resolution at work: buckets of one length, a panel on them, and refits that make or sharpen the panel. Mutable, one owner. */
final class Stage implements BucketListener {

    /** Refits within a warm start, for series of few and of many buckets: the cost is one refit each. */
    private static final int FOLDS = 7;

    private static final int FEW_FOLDS = 2;
    private static final int FEW_BUCKETS = 2500;

    /** Share of the history after which the experts are first fitted, and after which records are kept, in a warm start; of few buckets all count. */
    private static final double FIRST_FIT = 0.5;

    private static final double FIRST_RECORD = 0.35;

    private final StageLayout layout;
    private final ForecastSettings settings;
    private final List<OwnModel> ownModels;
    private List<OwnModel> seated;
    private PanelPlan plan;
    private final long stepNanos;
    private Bucketing bucketing;
    private Panel panel;
    private BucketRing ring;
    private PanelPlan.Seasons seasons = PanelPlan.Seasons.NONE;
    private int warmedWith;

    /** A stage whose panels have a seat for each of the user's models that is made of its buckets. */
    Stage(StageLayout layout, ForecastSettings settings, List<OwnModel> ownModels) {
        this.layout = layout;
        this.settings = settings;
        this.ownModels = ownModels.stream().filter(layout::serves).toList();
        this.seated = this.ownModels;
        this.plan = new PanelPlan(layout, settings, seated);
        this.stepNanos = layout.step().toNanos();
        this.bucketing = new Bucketing(stepNanos);
        this.ring = new BucketRing(layout.buckets());
        this.panel = plan.unfitted(ring);
    }

    StageLayout layout() {
        return layout;
    }

    void observe(long fromNanos, long toNanos, double mean) {
        bucketing.observe(fromNanos, toNanos, mean, this);
    }

    @Override
    public void known(long bucket, double mean) {
        panel.known(bucket, mean);
    }

    @Override
    public void missing(long bucket) {
        panel.missing(bucket);
    }

    /** Begins again with nothing. */
    void forget() {
        bucketing = new Bucketing(stepNanos);
        ring = new BucketRing(layout.buckets());
        seat(ownModels);
        panel = plan.unfitted(ring);
        seasons = PanelPlan.Seasons.NONE;
        warmedWith = 0;
    }

    int known() {
        return ring.known();
    }

    int size() {
        return ring.size();
    }

    /** Number of the bucket after the newest closed one. */
    long end() {
        return ring.end();
    }

    boolean isReady() {
        return panel.isReady();
    }

    OptionalDouble openMean() {
        return bucketing.openMean();
    }

    /** Whether a forecast of time up to {@code nanos} after {@code originNanos} lies within its reach. */
    boolean reaches(long originNanos, long nanos) {
        return leads(originNanos, nanos) <= layout.reach();
    }

    private double leads(long originNanos, long nanos) {
        return (originNanos - ring.end() * stepNanos + nanos) / (double) stepNanos;
    }

    /** Quantiles of the mean over a stretch of the future, by overlap of its buckets; see {@link Panel#quantiles}. */
    void quantiles(long originNanos, long fromNanos, long toNanos, double[] levels, double[] into, double[] scratch) {
        double from = Math.max(0, leads(originNanos, fromNanos));
        double to = Math.max(from + 1e-9, leads(originNanos, toNanos));
        Arrays.fill(into, 0);
        for (int i = (int) Math.floor(from); i < Math.ceil(to); i++) {
            double overlap = Math.min(to, i + 1) - Math.max(from, i);
            panel.quantiles(i + 1, levels, scratch);
            for (int j = 0; j < into.length; j++) {
                into[j] += overlap / (to - from) * scratch[j];
            }
        }
    }

    /** Fits every expert anew; where the seasons found have changed, or the history has doubled, the whole panel starts anew from what is remembered. */
    void refit() {
        if (ring.known() == 0) {
            return;
        }
        PanelPlan.Seasons found = plan.seasons(ring);
        if (warmedWith > 0 && !wantsOtherModels() && ring.size() < 2 * warmedWith && found.equals(seasons)) {
            panel.fit();
            return;
        }
        seat(ownModels);
        seasons = found;
        warmedWith = ring.size();
        warmStart();
    }

    /** Whether its panel has other models of the user's than it should: a refit then starts the panel anew. */
    boolean wantsOtherModels() {
        return warmedWith > 0 && !OwnModels.alike(seated, ownModels);
    }

    private void seat(List<OwnModel> models) {
        seated = models;
        plan = new PanelPlan(layout, settings, models);
    }

    private void warmStart() {
        BucketRing history = ring;
        ring = new BucketRing(layout.buckets());
        panel = plan.panel(ring, seasons, PanelPlan.spread(history));
        int size = history.size();
        int folds = size <= FEW_BUCKETS ? FOLDS : FEW_FOLDS;
        long firstRecord = history.first() + (long) (size <= FEW_BUCKETS ? 0 : FIRST_RECORD * size);
        panel.recording(false);
        int fits = 0;
        for (long bucket = history.first(); bucket < history.end(); bucket++) {
            if (bucket == firstRecord) {
                panel.recording(true);
            }
            if (fits < folds && bucket - history.first() >= size * (FIRST_FIT + (1 - FIRST_FIT) * fits / folds)) {
                panel.fit();
                fits++;
                if (fits == 1) {
                    panel.forgetWeights();
                }
            }
            if (history.isKnown(bucket)) {
                panel.known(bucket, history.value(bucket));
            } else {
                panel.missing(bucket);
            }
        }
        panel.fit();
    }

    /** The shortest stretch with a record of peaks that covers {@code within}, or the longest there is; in buckets. */
    int peakCovering(Duration within) {
        int longest = 0;
        for (int buckets : panel.peakBuckets()) {
            longest = buckets;
            if (layout.step().multipliedBy(buckets).compareTo(within) >= 0) {
                return buckets;
            }
        }
        return longest;
    }

    /** Writes all of it, or takes it up again. */
    void carry(State state) {
        bucketing.carry(state);
        warmedWith = state.count(warmedWith);
        seasons = seasons.carry(state);
        List<OwnModel> carried = OwnModels.carry(state, seated);
        if (state.isRestoring()) {
            seat(carried);
            panel = warmedWith > 0 ? plan.panel(ring, seasons, SpreadScale.COUNTS) : plan.unfitted(ring);
        }
        ring.carry(state);
        panel.carry(state);
    }

    List<CellScores> scores() {
        return panel.scores();
    }

    /** Its models, with what they count for beyond what a finer stage covers. */
    List<FittedModel> models(Duration covered) {
        Duration step = layout.step();
        Fitting fitting = panel.fitting();
        Optional<FittedModel.Training> training = fitting.happened()
                ? Optional.of(new FittedModel.Training(begin(fitting.first()), begin(fitting.end()), fitting.known()))
                : Optional.empty();
        return panel.members().stream()
                .map(member -> new FittedModel(
                        member.name(),
                        step,
                        member.learning(),
                        member.provenance(),
                        training.filter(any -> member.learning().isFitted()),
                        weights(member, covered)))
                .toList();
    }

    private List<FittedModel.Weight> weights(Member member, Duration covered) {
        Duration step = layout.step();
        return member.shares().stream()
                .filter(share -> step.multipliedBy(share.lastLead()).compareTo(covered) > 0)
                .map(share -> new FittedModel.Weight(
                        step.multipliedBy(share.firstLead()), step.multipliedBy(share.lastLead()), share.weight()))
                .toList();
    }

    private Instant begin(long bucket) {
        return Instant.EPOCH.plus(layout.step().multipliedBy(bucket));
    }

    Panel panel() {
        return panel;
    }
}
