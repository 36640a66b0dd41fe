package io.lagcast.recommender.history;

import io.lagcast.costmodel.Measurement;

/**
 * A sample was taken into a workload's window.
 *
 * @param workload its name
 * @param measurement what the sample says after accounting
 */
public record SampleRecorded(String workload, Measurement measurement) {}
