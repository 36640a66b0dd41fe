package io.lagcast.recommender.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of the machine's cores all processes together took, between two looks. */
final class MachineTime {

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    MachineTime() {
        share();
    }

    /** Share since the last look, 0 to 1. */
    double share() {
        return Math.max(0, machine.getCpuLoad());
    }
}
