package io.lagcast.benchmarks;

import io.lagcast.forecasting.evaluation.Accuracy;
import io.lagcast.forecasting.evaluation.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came out of one target.
 *
 * @param target the row
 * @param ours the forecaster under test
 * @param naive those it is compared with
 */
record TargetResult(Target target, Evaluation ours, List<Evaluation> naive) {

    Accuracy accuracy() {
        return accuracy(ours);
    }

    /** The naive method with the smallest MASE. */
    Evaluation bestNaive() {
        return best(Accuracy::meanAbsoluteError);
    }

    /** The naive method with the smallest weighted quantile loss. */
    Evaluation bestNaiveLoss() {
        return best(TargetResult::loss);
    }

    private Evaluation best(ToDoubleFunction<Accuracy> measure) {
        return naive.stream()
                .min(Comparator.comparingDouble(evaluation -> measure.applyAsDouble(accuracy(evaluation))))
                .orElseThrow();
    }

    Accuracy accuracy(Evaluation evaluation) {
        return evaluation
                .at(target.ahead())
                .orElseThrow(() -> new IllegalStateException("Nothing was scored in " + target));
    }

    static double loss(Accuracy accuracy) {
        return accuracy.weightedLoss().orElseThrow();
    }

    static double scaledError(Accuracy accuracy) {
        return accuracy.scaledError().orElseThrow();
    }
}
