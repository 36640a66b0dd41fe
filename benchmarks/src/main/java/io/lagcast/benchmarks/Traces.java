package io.lagcast.benchmarks;

import io.lagcast.forecasting.TimeSeries;
import io.lagcast.forecasting.evaluation.Observations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Reads traces: {@code timestamp,value}, epoch seconds, a missing bucket is an absent row. */
final class Traces {

    private Traces() {}

    /** The part of a trace that a target uses, in buckets of its step. */
    static TimeSeries read(Path folder, Target target) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(target.trace()));
        Observations all = new Observations();
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.indexOf(',');
            all.add(
                    Instant.ofEpochSecond(Long.parseLong(line.substring(0, comma))),
                    Double.parseDouble(line.substring(comma + 1)));
        }
        Instant first = all.time(0);
        return all.between(first.plus(target.from()), first.plus(target.to())).buckets(target.step());
    }
}
