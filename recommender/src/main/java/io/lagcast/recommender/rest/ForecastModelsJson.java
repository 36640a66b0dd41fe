package io.lagcast.recommender.rest;

import io.lagcast.forecasting.FittedModel;
import io.lagcast.forecasting.expert.Learning;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the models behind a workload's forecasts come from and what they count for.
 *
 * @param workload whose
 * @param models every model, those of the finest buckets first
 */
record ForecastModelsJson(String workload, List<FittedModelJson> models) {

    /** Shares are written to six significant digits. */
    private static final MathContext PRECISION = new MathContext(6);

    ForecastModelsJson {
        models = List.copyOf(models);
    }

    static ForecastModelsJson of(String workload, List<FittedModel> models) {
        return new ForecastModelsJson(
                workload, models.stream().map(FittedModelJson::of).toList());
    }

    /**
     * One model.
     *
     * @param model its name, as in the models of the explanation
     * @param step length of the buckets it works on; the same kind of model may serve near leads with short buckets and far leads with long ones
     * @param learner class that learns its parameters; of a model without parameters the class that computes it
     * @param training what it was fitted on last; null before the first fit and of a model that is not fitted by Lagcast
     * @param choices hyper-parameters in force: given ones, and those chosen within what it was fitted on
     * @param seed of what is drawn at random while it is fitted; null if nothing is
     * @param provenance what the library that learned its parameters says of them; null if Lagcast's own code did, whose version comes with every recommendation
     * @param remark what else should be known of it, such as answers that were left out; null if nothing
     * @param weights what it counts for in every range of leads in which it was scored, nearest first
     */
    record FittedModelJson(
            String model,
            Duration step,
            String learner,
            @Nullable TrainingJson training,
            List<ChoiceJson> choices,
            @Nullable Long seed,
            @Nullable String provenance,
            @Nullable String remark,
            List<WeightJson> weights) {

        FittedModelJson {
            choices = List.copyOf(choices);
            weights = List.copyOf(weights);
        }

        static FittedModelJson of(FittedModel model) {
            Learning learning = model.learning();
            return new FittedModelJson(
                    model.name(),
                    model.step(),
                    learning.learner(),
                    model.training().map(TrainingJson::of).orElse(null),
                    learning.choices().stream()
                            .map(choice -> new ChoiceJson(choice.name(), choice.value()))
                            .toList(),
                    learning.seed().isPresent() ? learning.seed().getAsLong() : null,
                    orNull(model.provenance()),
                    orNull(learning.remark()),
                    model.weights().stream().map(WeightJson::of).toList());
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /**
     * What a model was fitted on.
     *
     * @param from beginning of the oldest bucket
     * @param to end of the newest bucket, which is when it was fitted by the samples' own time
     * @param samples buckets between them that had a value
     */
    record TrainingJson(Instant from, Instant to, int samples) {

        static TrainingJson of(FittedModel.Training training) {
            return new TrainingJson(training.from(), training.to(), training.samples());
        }
    }

    /**
     * A hyper-parameter.
     *
     * @param name what it is called, with its unit if it has one
     * @param value as it is to be read
     */
    record ChoiceJson(String name, String value) {}

    /**
     * What a model counts for in a range of leads.
     *
     * @param from nearest lead of the range
     * @param to farthest lead of the range
     * @param weight its share in the combination's median, between 0 and 1
     */
    record WeightJson(Duration from, Duration to, double weight) {

        static WeightJson of(FittedModel.Weight weight) {
            double rounded = new BigDecimal(weight.share()).round(PRECISION).doubleValue();
            return new WeightJson(weight.from(), weight.to(), rounded);
        }
    }
}
