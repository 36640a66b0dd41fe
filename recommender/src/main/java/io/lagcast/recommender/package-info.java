/** The service: everything that reads the outside world or answers it. */
@NullMarked
package io.lagcast.recommender;

import org.jspecify.annotations.NullMarked;
