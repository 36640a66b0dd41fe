/**
 * The receding-horizon dynamic programme over (replica count, backlog): what every first action costs when all later ones are the best that follow.
 * Flat arrays throughout; nothing is boxed while planning.
 */
@NullMarked
package io.lagcast.costmodel.plan;

import org.jspecify.annotations.NullMarked;
