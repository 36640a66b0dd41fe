package io.lagcast.recommender.tracing;

import static io.lagcast.recommender.persistence.TestingStorage.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.recommender.RunningService;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class UntracedIT extends RunningService {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Traces traces;

    @Test
    void loadsNothingOfItWithoutTheAddressOfACollector() {
        assertThat(context.getBeansOfType(Tracer.class)).isEmpty();
        assertThat(traces.step("decide")).isSameAs(Step.UNTRACED);
        assertThat(traces.traceparent()).isEmpty();
    }

    @Test
    void countsScheduledTasksAsEver() {
        await("the first of them", () -> metrics().contains("tasks_scheduled_execution_seconds_count"));
    }

    private String metrics() {
        return get("/actuator/prometheus").body();
    }
}
