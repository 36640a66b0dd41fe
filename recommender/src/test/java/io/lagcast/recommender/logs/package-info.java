/** What is logged, as programs read it. */
@NullMarked
package io.lagcast.recommender.logs;

import org.jspecify.annotations.NullMarked;
