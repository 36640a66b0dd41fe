package io.lagcast.benchmarks;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.TimeSeries;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** Prints what a fitted forecaster keeps in memory: the sizes of all objects that can be reached from it, as this virtual machine lays them out. */
public final class MemoryRun {

    private static final int CLASSES = 12;

    private MemoryRun() {}

    /** Prints one line a series, then what most of the memory is. */
    public static void main(String[] arguments) {
        // JOL may not ask the virtual machine where the fields of a record are, and finds them itself.
        System.setProperty("jol.magicFieldOffset", "true");
        System.out.println("| series | buckets | KiB |");
        System.out.println("|---|---|---|");
        for (String name : List.of("minutes", "hours")) {
            TimeSeries history = ForecasterBenchmark.history(name);
            Forecaster forecaster = ForecasterBenchmark.fitted(history);
            GraphLayout layout = GraphLayout.parseInstance(forecaster);
            System.out.printf("| %s | %d | %d |%n", name, history.size(), layout.totalSize() / 1024);
            layout.getClasses().stream()
                    .sorted((a, b) -> Long.compare(
                            layout.getClassSizes().count(b),
                            layout.getClassSizes().count(a)))
                    .limit(CLASSES)
                    .forEach(type -> System.err.printf(
                            "%10d bytes in %d %s%n",
                            layout.getClassSizes().count(type),
                            layout.getClassCounts().count(type),
                            type.getName()));
        }
    }
}
