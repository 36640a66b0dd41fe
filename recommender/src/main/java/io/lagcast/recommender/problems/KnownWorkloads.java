package io.lagcast.recommender.problems;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.workloads.Nearest;
import io.lagcast.recommender.workloads.Workload;
import io.lagcast.recommender.workloads.Workloads;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The workloads as a request names them: there, or a problem that says what to do. Those outside its caller's scope are not there. */
@Component
public class KnownWorkloads {

    private static final Duration LOADING_WAIT = Duration.ofSeconds(10);

    private final Workloads workloads;

    KnownWorkloads(Workloads workloads) {
        this.workloads = workloads;
    }

    /**
     * The workload of that name.
     *
     * @throws ProblemException if there is none, or none yet because the stored ones could not be read since the start
     */
    public Workload named(String name) {
        return workloads
                .findStored(name)
                .filter(workload -> Caller.current().sees(workload.name()))
                .orElseThrow(() -> missing(name));
    }

    /** Every workload that exists for the caller, by name. */
    public List<Workload> all() {
        Caller caller = Caller.current();
        return workloads.all().stream()
                .filter(workload -> caller.sees(workload.name()))
                .toList();
    }

    /**
     * Checks that the caller may use the name, whether or not there is a workload of it.
     *
     * @throws ProblemException if it may not
     */
    public void requireInScope(String name) {
        if (!Caller.current().sees(name)) {
            throw missing(name);
        }
    }

    private ProblemException missing(String name) {
        if (!workloads.loaded()) {
            String detail = "Workload \"" + name
                    + "\" is not configured, and the stored workloads could not be read since the start.";
            return new ProblemException(ProblemType.DATABASE_UNAVAILABLE, detail).retryAfter(LOADING_WAIT);
        }
        String hint = Nearest.to(name, all().stream().map(Workload::name).toList())
                .map(nearest -> "Maybe you meant \"" + nearest + "\"?")
                .orElse("Put it to /api/v1/workloads/NAME, or see /api/v1/workloads for those that exist.");
        return new ProblemException(ProblemType.UNKNOWN_WORKLOAD, "There is no workload \"" + name + "\". " + hint);
    }
}
