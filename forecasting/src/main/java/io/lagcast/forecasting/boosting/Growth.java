package io.lagcast.forecasting.boosting;

/**
 * How an ensemble is grown.
 *
 * @param trees how many are added one after the other, at most
 * @param leaves of a tree at most
 * @param coarseLeaves the first so many leaves, of which those that follow are parts; all quantiles but the median are learned for these
 * @param leafRows rows in a leaf at least
 * @param shrinkage part of what a tree has learned that is believed, in (0, 1]
 * @param rowShare part of the rows a tree sees, in (0, 1]
 * @param featureShare part of the features a tree may split on, in (0, 1]
 * @param tailRows rows beyond a quantile for which half of a leaf's correction of that quantile is believed, at least 0
 */
record Growth(
        int trees,
        int leaves,
        int coarseLeaves,
        int leafRows,
        double shrinkage,
        double rowShare,
        double featureShare,
        double tailRows) {

    private static final int MOST_NODES = 1 << 16;

    Growth {
        if (trees < 1 || leaves < 2 || (long) trees * (2L * leaves - 1) > MOST_NODES) {
            throw new IllegalArgumentException("Cannot grow " + trees + " trees of " + leaves
                    + " leaves: they need 1 to " + MOST_NODES + " nodes");
        }
        if (coarseLeaves < 1 || leafRows < 1 || !(tailRows >= 0)) {
            throw new IllegalArgumentException("Out of bounds: " + coarseLeaves + " coarse leaves, " + leafRows
                    + " leaf rows, " + tailRows + " tail rows");
        }
        if (!(isShare(shrinkage) && isShare(rowShare) && isShare(featureShare))) {
            throw new IllegalArgumentException("Must be above 0 and at most 1: shrinkage " + shrinkage + ", row share "
                    + rowShare + ", feature share " + featureShare);
        }
    }

    private static boolean isShare(double value) {
        return value > 0 && value <= 1;
    }
}
