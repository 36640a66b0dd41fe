package io.lagcast.recommender.ownmodels;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The user's own forecasting models, {@code lagcast.forecast.models.NAME.*}.
 *
 * @param models files by the name they are to be called by, {@code models.NAME.file}, and the workloads they are for, {@code models.NAME.workloads}; see
 *     docs/your-own-model.md
 */
@ConfigurationProperties("lagcast.forecast")
record OwnModelSettings(@DefaultValue Map<String, ModelFile> models) {

    OwnModelSettings {
        models = Map.copyOf(models);
    }

    /**
     * One of them.
     *
     * @param file the ONNX file, read when the service starts
     * @param workloads names of the workloads it is for, in which {@code *} is any text and {@code ?} any character
     */
    record ModelFile(@Nullable Path file, @DefaultValue("*") String workloads) {}
}
