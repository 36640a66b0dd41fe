package io.lagcast.forecasting.evaluation;

import java.util.OptionalDouble;

/**
 * How good one quantile was.
 *
 * @param level its level {@code q}
 * @param weightedLoss {@code 2 sum pinball_q / sum |y|}, the weighted quantile loss; empty when every {@code y} was 0
 * @param coverage share of values that were not above it; ideally {@code level}
 */
public record LevelScore(double level, OptionalDouble weightedLoss, double coverage) {}
