/** What lateness costs: the lag-time objective turned into replica-seconds. */
@NullMarked
package io.lagcast.costmodel.lag;

import org.jspecify.annotations.NullMarked;
