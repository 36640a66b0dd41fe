package io.lagcast.recommender.collection;

import io.lagcast.costmodel.LagSample;

/** Takes the samples that were collected. */
@FunctionalInterface
interface SampleReceiver {

    void receive(String workload, LagSample sample);
}
