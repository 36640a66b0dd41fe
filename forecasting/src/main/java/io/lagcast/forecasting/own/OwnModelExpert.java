package io.lagcast.forecasting.own;

import io.lagcast.forecasting.bucket.BucketRing;
import io.lagcast.forecasting.expert.Expert;
import io.lagcast.forecasting.expert.Learning;
import io.lagcast.forecasting.expert.State;
import java.time.Duration;
import java.util.Arrays;

/**
 * A model of the user's as one of the experts: asked once a bucket with the {@link OwnModelRow}, and weighed by its record like every other, so that a bad one loses its weight.
 *
 * <p>With {@code a(h)} its answer for lead {@code h} and {@code A} the row's level, {@code forecast(h) = A a(h)}, between two of its leads on the straight line, and nothing
 * before the nearest and beyond the farthest. An answer that is not finite is none: the expert does not speak then, and counts it. It is not fitted here; {@link #fit} does
 * nothing.
 */
public final class OwnModelExpert implements Expert {

    private final BucketRing ring;
    private final OwnModel model;
    private final int[] leads;
    private final OwnModelRow row;
    private final double[] said;
    private long saidAt = Long.MIN_VALUE;
    private long checkedAt = Long.MIN_VALUE;
    private boolean exists;
    private long asked;
    private long unanswered;

    /** Follows a ring, whose buckets are as long as the model's step. */
    public OwnModelExpert(BucketRing ring, OwnModel model) {
        this.ring = ring;
        this.model = model;
        this.leads = model.leads().stream()
                .mapToInt(lead -> Math.toIntExact(lead.dividedBy(model.step())))
                .toArray();
        this.row = new OwnModelRow(ring, model.step(), leads);
        this.said = new double[leads.length];
    }

    @Override
    public String name() {
        return "own model " + model.name();
    }

    @Override
    public void absorb(long bucket, double mean) {
        // Its memory is the ring.
    }

    @Override
    public void absorbMissing(long bucket) {
        // Its memory is the ring.
    }

    @Override
    public void fit() {
        // Learned elsewhere.
    }

    @Override
    public double seasonBuckets() {
        return 0;
    }

    @Override
    public boolean canForecast(int lead) {
        if (model instanceof OwnModel.Absent || lead < leads[0] || lead > leads[leads.length - 1]) {
            return false;
        }
        if (checkedAt != ring.end()) {
            checkedAt = ring.end();
            exists = row.exists();
        }
        return exists;
    }

    @Override
    public double forecast(int lead) {
        if (!canForecast(lead)) {
            throw new IllegalStateException("No row for " + lead + " buckets ahead; the leads are "
                    + Arrays.toString(leads) + " and " + OwnModelRow.LEAST_KNOWN + " of the newest "
                    + OwnModelRow.NEWEST + " buckets must be known");
        }
        ask();
        int upper = 0;
        while (leads[upper] < lead) {
            upper++;
        }
        if (leads[upper] == lead) {
            return said[upper];
        }
        double share = (lead - leads[upper - 1]) / (double) (leads[upper] - leads[upper - 1]);
        return share * said[upper] + (1 - share) * said[upper - 1];
    }

    private void ask() {
        if (saidAt == ring.end()) {
            return;
        }
        saidAt = ring.end();
        float[] numbers = row.fill();
        double level = numbers[numbers.length - 1];
        model.answer(numbers, said);
        asked++;
        boolean finite = true;
        for (int i = 0; i < said.length; i++) {
            said[i] *= level;
            finite &= Double.isFinite(said[i]);
        }
        unanswered += finite ? 0 : 1;
    }

    @Override
    public Learning learning() {
        Learning learning = Learning.nothing(model.getClass()).with("digest", model.digest());
        for (Duration lead : model.leads()) {
            learning = learning.with("lead", lead.toString());
        }
        return learning.remarking(remark());
    }

    private String remark() {
        if (model instanceof OwnModel.Absent) {
            return "The model is not there any more: it says nothing, and the next refit leaves it out.";
        }
        if (unanswered == 0) {
            return "";
        }
        return "It did not answer with finite numbers " + unanswered + " of " + asked
                + " times; what it did not answer counts neither for nor against it.";
    }

    @Override
    public String provenance() {
        return model.provenance();
    }

    @Override
    public void carry(State state) {
        asked = state.whole(asked);
        unanswered = state.whole(unanswered);
    }
}
