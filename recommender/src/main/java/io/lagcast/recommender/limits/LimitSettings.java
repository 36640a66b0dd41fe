package io.lagcast.recommender.limits;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one requester may ask for, HTTP and gRPC together.
 *
 * @param requestsPerSecond requests a second in the long run; the default is four times what one instance was designed to serve one client
 * @param burst requests at once after a pause
 * @param maxRequesters most requesters that are remembered; the one not heard of for longest is forgotten first, and then begins anew
 */
@Validated
@ConfigurationProperties("lagcast.limits")
record LimitSettings(
        @DefaultValue("2000") @Min(1) @Max(1_000_000) int requestsPerSecond,
        @DefaultValue("4000") @Min(1) @Max(1_000_000) int burst,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxRequesters) {}
