/** Real PostgreSQL for tests, and the tests of the migrations. */
@NullMarked
package io.lagcast.db;

import org.jspecify.annotations.NullMarked;
