package io.lagcast.recommender.collection;

import io.lagcast.costmodel.LagSample;

/**
 * A sample and the workload it belongs to: one line given to {@code decide}.
 *
 * @param workload name of the workload
 * @param sample what was seen of its group
 */
public record NamedSample(String workload, LagSample sample) {}
