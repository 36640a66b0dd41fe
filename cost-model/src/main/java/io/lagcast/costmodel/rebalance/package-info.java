/** What a move costs: which share of the group stops for how long when its replica count changes, by protocol, and how long that was seen to take. */
@NullMarked
package io.lagcast.costmodel.rebalance;

import org.jspecify.annotations.NullMarked;
