/** The built-in web page: plain files under {@code static}, which read the HTTP API like any other client. Here is only how they are served. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.lagcast.recommender.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
