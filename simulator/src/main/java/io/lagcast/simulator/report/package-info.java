/** What a replay came to, for people (a table, a page) and for programs (JSON). */
@NullMarked
package io.lagcast.simulator.report;

import org.jspecify.annotations.NullMarked;
