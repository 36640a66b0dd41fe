package io.lagcast.benchmarks;

import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.trace.TraceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A recorded trace that decisions are measured on.
 *
 * @param name its file's name without the ending
 * @param trace its first days
 */
record DecisionTrace(String name, Trace trace) {

    /** Traces are used up to this length. */
    static final Duration LONGEST = Duration.ofDays(16);

    /** The coarsest step in which a trace still says something about decisions every fifteen seconds. */
    static final Duration COARSEST = Duration.ofMinutes(5);

    /** Traces whose days resemble each other. */
    private static final Set<String> PREDICTABLE =
            Set.of("crane00_1m", "crane04_1m", "crane09_1m", "crane11_1m", "crane15_1m", "alibaba2018_cpu_1m");

    /** Reads the traces of a folder that are fine enough, in the order of their names. */
    static List<DecisionTrace> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
        List<DecisionTrace> traces = new ArrayList<>();
        for (Path file : files) {
            if (isTrace(file)) {
                Trace trace = TraceFile.read(file);
                if (trace.step().compareTo(COARSEST) <= 0) {
                    traces.add(new DecisionTrace(file.getFileName().toString().replace(".csv", ""), first(trace)));
                }
            }
        }
        return traces;
    }

    private static boolean isTrace(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String header = reader.readLine();
            return header != null && header.strip().equals("timestamp,value");
        }
    }

    private static Trace first(Trace trace) {
        return trace.part(0, (int) Math.min(trace.length(), LONGEST.dividedBy(trace.step())));
    }

    boolean isPredictable() {
        return PREDICTABLE.contains(name);
    }
}
