/**
 * What an expert is: one way to continue a series, of which a panel asks several. Point experts say one number a lead, quantile experts several; all
 * of them walk along the same ring of buckets, choose their parameters from what it holds, and can be stored and taken up again.
 */
@NullMarked
package io.lagcast.forecasting.expert;

import org.jspecify.annotations.NullMarked;
