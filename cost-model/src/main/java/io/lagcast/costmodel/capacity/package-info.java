/**
 * What a number of replicas can process: throughput per replica learned from outside, which counts are useful at all given whole partitions, skew,
 * and the ceiling the partitions set.
 */
@NullMarked
package io.lagcast.costmodel.capacity;

import org.jspecify.annotations.NullMarked;
