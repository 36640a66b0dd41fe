package io.lagcast.forecasting.regression;

/**
 * Least squares whose penalty is the one that did best on the newest {@value #HELD_OUT} of the examples after learning from those before; learned from
 * all of them in the end.
 */
final class HeldOutRidge {

    private static final double HELD_OUT = 0.2;

    private static final double[] PENALTIES = {1e-4, 1e-3, 1e-2, 1e-1, 1};

    private final double error;
    private final double penalty;
    private final double[] coefficients;

    HeldOutRidge(Examples examples, Scale scale) {
        int seen = (int) (examples.count() * (1 - HELD_OUT));
        NormalEquations equations = new NormalEquations(examples.width());
        equations.add(examples, 0, seen);
        double smallest = Double.POSITIVE_INFINITY;
        double best = PENALTIES[PENALTIES.length - 1];
        for (double candidate : PENALTIES) {
            double made = error(examples, scale, seen, equations.solve(candidate));
            if (made < smallest) {
                smallest = made;
                best = candidate;
            }
        }
        this.penalty = best;
        equations.add(examples, seen, examples.count());
        this.error = smallest;
        this.coefficients = equations.solve(best);
    }

    /** Mean absolute error of coefficients, in the unit of the series, over the examples {@code from} on. */
    static double error(Examples examples, Scale scale, int from, double[] coefficients) {
        double sum = 0;
        for (int i = from; i < examples.count(); i++) {
            double anchor = examples.anchors()[i];
            double actual = scale.undone(anchor + examples.targets()[i]);
            sum += Math.abs(actual - scale.undone(anchor + examples.predicted(coefficients, i)));
        }
        return sum / Math.max(1, examples.count() - from);
    }

    /** The penalty that did best there. */
    double penalty() {
        return penalty;
    }

    /** Mean absolute error on what was held out, in the unit of the series. */
    double error() {
        return error;
    }

    /** Of standardised rows, the intercept last. */
    double[] coefficients() {
        return coefficients;
    }
}
