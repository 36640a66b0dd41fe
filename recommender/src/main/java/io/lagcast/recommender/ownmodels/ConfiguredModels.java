package io.lagcast.recommender.ownmodels;

import io.lagcast.forecasting.own.OwnModel;
import io.lagcast.recommender.access.WorkloadPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The user's models by workload, read once when the service starts: another file is taken up by a restart. */
@Component
@EnableConfigurationProperties(OwnModelSettings.class)
public class ConfiguredModels {

    /** Models are asked once a bucket and workload; larger files are hardly meant for that, and reading them would take the memory of everything else. */
    private static final long LARGEST_BYTES = 64L << 20;

    private static final Logger log = LoggerFactory.getLogger(ConfiguredModels.class);

    private final List<Configured> models = new ArrayList<>();

    private record Configured(WorkloadPattern workloads, OwnModel model) {}

    ConfiguredModels(OwnModelSettings settings) {
        new TreeMap<>(settings.models()).forEach((name, file) -> models.add(configured(name, file)));
    }

    private static Configured configured(String name, OwnModelSettings.ModelFile configured) {
        Path file = configured.file();
        if (file == null) {
            throw new InvalidModelException(name, "it has no file. Add lagcast.forecast.models." + name + ".file");
        }
        WorkloadPattern workloads = pattern(name, configured.workloads());
        OwnModel model = read(name, bytes(name, file));
        log.info("The model {} of {} forecasts {} ahead for workloads {}", name, file, model.leads(), workloads.text());
        return new Configured(workloads, model);
    }

    private static WorkloadPattern pattern(String name, String text) {
        try {
            return new WorkloadPattern(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidModelException(name, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static byte[] bytes(String name, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InvalidModelException(name, "there is no file " + file.toAbsolutePath());
            }
            long size = Files.size(file);
            if (size > LARGEST_BYTES) {
                throw new InvalidModelException(
                        name, file + " has " + size + " bytes, of which at most " + LARGEST_BYTES + " are read");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new InvalidModelException(name, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static OwnModel read(String name, byte[] bytes) {
        try {
            return OnnxModel.read(name, bytes);
        } catch (LinkageError missing) {
            throw new InvalidModelException(
                    name,
                    "this build has no ONNX Runtime for this system (" + missing
                            + "). Build Lagcast with mvn -Ponnx, or the image with --build-arg PROFILES=-Ponnx",
                    missing);
        }
    }

    /** The models of a workload, in the order of their names. */
    public List<OwnModel> of(String workload) {
        return models.stream()
                .filter(configured -> configured.workloads().matches(workload))
                .map(Configured::model)
                .toList();
    }

    /** All of them by name. */
    public Map<String, OwnModel> all() {
        Map<String, OwnModel> all = new TreeMap<>();
        models.forEach(configured -> all.put(configured.model().name(), configured.model()));
        return all;
    }
}
