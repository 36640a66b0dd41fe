/** Asks the running service at random what its own OpenAPI document allows and forbids, and holds the answers against the document. */
@NullMarked
package io.lagcast.recommender.fuzzing;

import org.jspecify.annotations.NullMarked;
