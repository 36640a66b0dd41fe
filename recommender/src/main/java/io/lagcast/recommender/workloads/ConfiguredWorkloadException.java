package io.lagcast.recommender.workloads;

/** An attempt to change a workload that the configuration defines. */
public final class ConfiguredWorkloadException extends RuntimeException {

    ConfiguredWorkloadException(String name) {
        super("Workload \"" + name + "\" is defined by the configuration (lagcast.workloads." + name
                + ") and can only be changed there. Maybe edit application.yaml and restart, or choose another name.");
    }
}
