/** Renders the chart with the real Helm and reads what comes out with Kubernetes' own types, so that what people install is what was checked. */
@NullMarked
package io.lagcast.helm;

import org.jspecify.annotations.NullMarked;
