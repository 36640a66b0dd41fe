package io.lagcast.recommender.operator;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Has a resource looked at again when something is told about its workload. Workloads without a resource are ignored. */
final class LedgerNotices extends AbstractEventSource<Void, ConsumerGroupScaler> {

    LedgerNotices() {
        super(Void.class, "ledger");
    }

    /** Tells that something about a workload changed. */
    void changed(String workload) {
        int dot = workload.indexOf('.');
        if (dot > 0 && isRunning()) {
            getEventHandler()
                    .handleEvent(new Event(new ResourceID(workload.substring(dot + 1), workload.substring(0, dot))));
        }
    }

    @Override
    public Set<Void> getSecondaryResources(ConsumerGroupScaler scaler) {
        return Set.of();
    }
}
