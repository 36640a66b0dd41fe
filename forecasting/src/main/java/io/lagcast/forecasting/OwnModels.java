package io.lagcast.forecasting;

import io.lagcast.forecasting.expert.State;
import io.lagcast.forecasting.own.OwnModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The user's models at a stage: which belong to it, which it had when it was stored, and whether those are still there. */
final class OwnModels {

    private OwnModels() {}

    /**
     * Checks that each of the models belongs to one of the stages.
     *
     * @throws IllegalArgumentException if one does not, or two have the same name
     */
    static void check(List<OwnModel> models, List<StageLayout> layouts) {
        for (OwnModel model : models) {
            if (layouts.stream().noneMatch(layout -> layout.serves(model))) {
                String steps =
                        layouts.stream().map(layout -> layout.step().toString()).collect(Collectors.joining(", "));
                throw new IllegalArgumentException("The model " + model.name() + " is made of buckets of "
                        + model.step() + ", but forecasts are made from buckets of " + steps);
            }
        }
        if (models.stream().map(OwnModel::name).distinct().count() < models.size()) {
            throw new IllegalArgumentException("Two models have the same name: "
                    + models.stream().map(OwnModel::name).toList());
        }
    }

    /** Whether these are the same models in the same order. */
    static boolean alike(List<OwnModel> some, List<OwnModel> others) {
        return identities(some).equals(identities(others));
    }

    private static List<String> identities(List<OwnModel> models) {
        return models.stream().map(model -> model.name() + " " + model.digest()).toList();
    }

    /** Writes which models there are, or answers those that were written: one of {@code present} where it is the same, else an absent one. */
    static List<OwnModel> carry(State state, List<OwnModel> present) {
        int count = state.count(present.size());
        List<OwnModel> carried = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            OwnModel own = state.isRestoring() ? OwnModel.absent("", "", Duration.ZERO, List.of()) : present.get(i);
            carried.add(find(carry(state, own), present));
        }
        return carried;
    }

    private static OwnModel carry(State state, OwnModel model) {
        String name = state.text(model.name());
        String digest = state.text(model.digest());
        Duration step = Duration.ofNanos(state.whole(model.step().toNanos()));
        long[] leads =
                state.wholes(model.leads().stream().mapToLong(Duration::toNanos).toArray());
        return OwnModel.absent(
                name,
                digest,
                step,
                Arrays.stream(leads).mapToObj(Duration::ofNanos).toList());
    }

    private static OwnModel find(OwnModel wanted, List<OwnModel> present) {
        return present.stream()
                .filter(model -> alike(List.of(model), List.of(wanted)))
                .findFirst()
                .orElse(wanted);
    }
}
