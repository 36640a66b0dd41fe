/**
 * Everything on one machine: a real broker and database, a producer that follows a trace, real consumers of limited throughput,
 * the service, and a small executor that obeys its recommendations over HTTP.
 */
@NullMarked
package io.lagcast.demo;

import org.jspecify.annotations.NullMarked;
