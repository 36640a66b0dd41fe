/**
 * From offsets to quantities: how raw offsets of one group, sample by sample, become records produced, consumed and lagging, and the age of
 * the oldest record not yet committed. Everything that reads samples counts through {@link io.lagcast.costmodel.offsets.OffsetAccounts}, so
 * a live service, a replay and a closed loop over standard input count the same way.
 */
@NullMarked
package io.lagcast.costmodel.offsets;

import org.jspecify.annotations.NullMarked;
