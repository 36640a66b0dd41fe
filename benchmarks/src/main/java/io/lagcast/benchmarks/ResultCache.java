package io.lagcast.benchmarks;

import io.lagcast.costmodel.capacity.PartitionLayout;
import io.lagcast.costmodel.lag.LatenessPrice;
import io.lagcast.simulator.ClosedLoop;
import io.lagcast.simulator.scaler.Clairvoyant;
import io.lagcast.simulator.scaler.FlinkAutoscaler;
import io.lagcast.simulator.scaler.Foresight;
import io.lagcast.simulator.scaler.HorizontalPodAutoscaler;
import io.lagcast.simulator.scaler.Keda;
import io.lagcast.simulator.scaler.RateScaler;
import io.lagcast.simulator.scaler.ScalerChoice;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.LagTimes;
import io.lagcast.simulator.world.Scenario;
import io.lagcast.simulator.world.SimulatedGroup;
import io.lagcast.simulator.world.Starting;
import io.lagcast.simulator.world.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Remembers in a folder what the scalers that Lagcast is compared with came to. A result is found again only for the same trace, the same settings and
 * the same compiled simulator. Lagcast's own results are never remembered.
 */
final class ResultCache {

    /** What the results depend on, besides what is in these classes' packages and named below. */
    private static final List<Class<?>> CODE = List.of(
            PartitionLayout.class,
            LatenessPrice.class,
            ClosedLoop.class,
            RateScaler.class,
            Clairvoyant.class,
            Foresight.class,
            FlinkAutoscaler.class,
            HorizontalPodAutoscaler.class,
            Keda.class,
            Arrivals.class,
            LagTimes.class,
            Scenario.class,
            SimulatedGroup.class,
            Starting.class,
            Tally.class);

    /** Classes of the simulator that cannot be named from here. */
    private static final List<String> HIDDEN_CODE = List.of(
            "world/Assignment",
            "scaler/Prospect",
            "scaler/FluidGroup",
            "scaler/ValueTable",
            "scaler/PlanSearch",
            "scaler/Backlogs");

    private final Path folder;
    private final byte[] code;

    ResultCache(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        MessageDigest digest = digest();
        for (Class<?> type : CODE) {
            update(digest, "/" + type.getName().replace('.', '/') + ".class");
        }
        for (String name : HIDDEN_CODE) {
            update(digest, "/io/lagcast/simulator/" + name + ".class");
        }
        code = digest.digest();
    }

    private static void update(MessageDigest digest, String resource) throws IOException {
        try (InputStream bytes = ResultCache.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("There is no class " + resource);
            }
            digest.update(bytes.readAllBytes());
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The remembered result, or what {@link DecisionResult#of} finds. */
    DecisionResult result(DecisionTrace trace, DecisionSetting setting, ScalerChoice choice) throws IOException {
        Scenario scenario = setting.scenario(trace.trace());
        if (choice.kind() == ScalerChoice.Kind.LAGCAST) {
            return DecisionResult.of(scenario, choice);
        }
        Path file = folder.resolve(name(trace, setting, choice));
        if (Files.exists(file)) {
            return DecisionResult.parse(Files.readString(file));
        }
        DecisionResult result = DecisionResult.of(scenario, choice);
        Path written = Files.createTempFile(folder, "result", ".part");
        Files.writeString(written, result.text());
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        return result;
    }

    private String name(DecisionTrace trace, DecisionSetting setting, ScalerChoice choice) {
        MessageDigest digest = digest();
        digest.update(code);
        digest.update((setting.withoutPrior() + " " + choice.text()).getBytes(StandardCharsets.UTF_8));
        double[] values = setting.group().skew() > 0
                ? setting.scenario(trace.trace())
                        .history()
                        .orElse(trace.trace())
                        .values()
                : trace.trace().values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        digest.update(bytes);
        return trace.name() + "-" + choice.text().replace(':', '-') + "-"
                + HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
