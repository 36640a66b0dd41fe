/**
 * A model that the user brings: what it is shown of a series, and how what it answers becomes an expert like the others, judged by its record. Reading the model's
 * file is not done here.
 */
@NullMarked
package io.lagcast.forecasting.own;

import org.jspecify.annotations.NullMarked;
