/**
 * The pool of models and its record. Every model walks along the series together with the others; at rolling origins the pool notes what each
 * expects at a ladder of leads, and when the time has come settles the errors. From these come the weights of the combined forecast, the spread of
 * its quantiles and the choice between the models. Nothing sees a bucket before it has passed.
 */
@NullMarked
package io.lagcast.forecasting.backtest;

import org.jspecify.annotations.NullMarked;
