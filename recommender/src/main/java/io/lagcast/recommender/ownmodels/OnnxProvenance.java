package io.lagcast.recommender.ownmodels;

import ai.onnxruntime.OnnxModelMetadata;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.io.ProvenanceSerializationException;
import java.util.Optional;
import org.tribuo.ONNXExportable;
import org.tribuo.provenance.ModelProvenance;

/** What an ONNX file says of where it comes from: its producer, and of a model that Tribuo exported its trainer and data as well. */
final class OnnxProvenance {

    private OnnxProvenance() {}

    /** In words; what cannot be read is left out. */
    static String of(OnnxModelMetadata metadata) {
        String description = metadata.getDescription();
        return "ONNX by " + (metadata.getProducerName().isBlank() ? "an unknown producer" : metadata.getProducerName())
                + ", version " + metadata.getVersion()
                + (description.isBlank() ? "" : ": " + description.strip())
                + tribuo(metadata).map(trainer -> ", trained by " + trainer).orElse("");
    }

    private static Optional<String> tribuo(OnnxModelMetadata metadata) {
        return metadata.getCustomMetadataValue(ONNXExportable.PROVENANCE_METADATA_FIELD)
                .flatMap(OnnxProvenance::read);
    }

    private static Optional<String> read(String serialised) {
        try {
            Provenance read = ONNXExportable.SERIALIZER.deserializeAndUnmarshal(serialised);
            return read instanceof ModelProvenance model
                    ? Optional.of(model.getTrainerProvenance() + " on " + model.getDatasetProvenance())
                    : Optional.empty();
        } catch (ProvenanceSerializationException | RuntimeException damaged) {
            return Optional.empty();
        }
    }
}
