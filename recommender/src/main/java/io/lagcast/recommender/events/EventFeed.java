package io.lagcast.recommender.events;

import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.history.SampleRecorded;
import io.lagcast.recommender.ledger.Recommendation;
import io.lagcast.recommender.ledger.RecommendationFollowed;
import io.lagcast.recommender.ledger.RecommendationIssued;
import io.lagcast.recommender.ledger.RecommendationJson;
import io.lagcast.recommender.overview.Overview;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.WorkloadChanged;
import io.lagcast.recommender.workloads.WorkloadRemoved;
import io.lagcast.recommender.workloads.Workloads;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Turns what happens inside the service into events for its clients. */
@Component
class EventFeed {

    private final EventStream stream;
    private final Workloads workloads;
    private final Overview overview;
    private final JsonMapper json;

    EventFeed(EventStream stream, Workloads workloads, Overview overview, JsonMapper json) {
        this.stream = stream;
        this.workloads = workloads;
        this.overview = overview;
        this.json = json;
    }

    @EventListener
    void on(RecommendationIssued issued) {
        tell(issued.recommendation());
    }

    @EventListener
    void on(RecommendationFollowed followed) {
        tell(followed.recommendation());
    }

    private void tell(Recommendation recommendation) {
        String workload = recommendation.workload();
        stream.publish(
                workload,
                () -> json.writeValueAsString(RecommendationJson.of(recommendation, channel(workload))),
                LiveEvent::recommendation);
    }

    private ChannelPolicy channel(String workload) {
        return workloads.find(workload).map(Workload::channel).orElse(ChannelPolicy.NONE);
    }

    @EventListener
    void on(SampleRecorded recorded) {
        workloads.find(recorded.workload()).ifPresent(this::state);
    }

    @EventListener
    void on(WorkloadChanged changed) {
        state(changed.workload());
    }

    private void state(Workload workload) {
        stream.publish(workload.name(), () -> json.writeValueAsString(overview.of(workload)), LiveEvent::workload);
    }

    @EventListener
    void on(WorkloadRemoved removed) {
        stream.publish(
                removed.name(),
                () -> json.writeValueAsString(Map.of("name", removed.name(), "removed", true)),
                LiveEvent::workload);
    }
}
