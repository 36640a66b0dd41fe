/** Who decides: the production advisor, the scalers it has to beat, to the formulas of their own sources, and the clairvoyant. */
@NullMarked
package io.lagcast.simulator.scaler;

import org.jspecify.annotations.NullMarked;
