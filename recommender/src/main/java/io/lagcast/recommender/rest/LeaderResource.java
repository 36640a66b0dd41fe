package io.lagcast.recommender.rest;

import io.lagcast.recommender.leadership.Leader;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which of several instances leads. */
@RestController
@Tag(name = "Instances", description = "Which of several instances decides")
class LeaderResource {

    private final Leadership leadership;

    LeaderResource(Leadership leadership) {
        this.leadership = leadership;
    }

    @GetMapping(path = "/api/v1/leader", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Which instance leads",
            description =
                    "The instance that answers, and the one that collects and decides, as last seen. Every instance answers every request; what is put or"
                            + " pushed to one of them is passed on to the leader.")
    LeaderJson leader(HttpServletRequest request) {
        QueryParameters.of(request).check();
        return new LeaderJson(
                leadership.name(),
                leadership.leads(),
                leadership.leader().map(LeadJson::of).orElse(null));
    }

    /**
     * Which instance leads.
     *
     * @param instance the one that answers
     * @param leads whether that is the leader
     * @param leader the leader; null when nobody led when it was looked last, or there are no elections
     */
    record LeaderJson(
            String instance, boolean leads, @Nullable LeadJson leader) {}

    /**
     * The leader.
     *
     * @param name what it calls itself
     * @param epoch how often the lead was taken so far, by it or others
     * @param since when it was taken last
     */
    record LeadJson(String name, long epoch, Instant since) {

        static LeadJson of(Leader leader) {
            return new LeadJson(leader.name(), leader.epoch(), leader.since());
        }
    }
}
