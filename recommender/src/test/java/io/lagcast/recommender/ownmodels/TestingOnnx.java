package io.lagcast.recommender.ownmodels;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.lagcast.forecasting.own.OwnModelRow;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;

/** Small ONNX models, written by Tribuo's own writer. */
final class TestingOnnx {

    static final Map<String, String> METADATA =
            Map.of("lagcast.row", "1", "lagcast.step", "1m", "lagcast.leads", "5m,15m");

    private TestingOnnx() {}

    /** A model of two leads that answers the newest bucket times {@code newest} plus {@code constant}. */
    static byte[] linear(float newest, float constant) {
        return described(graph(OwnModelRow.size(2), 2, newest, constant), METADATA);
    }

    /** The same, but of other sizes and metadata. */
    static byte[] linear(int inputs, int outputs, Map<String, String> metadata) {
        return described(graph(inputs, outputs, 1, 0), metadata);
    }

    /** A model that takes and answers whole numbers. */
    static byte[] ofWholeNumbers() {
        ONNXContext context = new ONNXContext();
        context.setName("whole");
        ONNXPlaceholder input = context.floatInput("row", OwnModelRow.size(2));
        input.apply(ONNXOperators.IDENTITY).assignTo(context.floatOutput("rates", OwnModelRow.size(2)));
        OnnxMl.GraphProto.Builder graph = context.buildGraph().toBuilder();
        int whole = OnnxMl.TensorProto.DataType.INT64_VALUE;
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(whole);
        graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(whole);
        return described(model(graph.build()), METADATA);
    }

    /** The model with more metadata. */
    static byte[] described(ModelProto model, Map<String, String> metadata) {
        ModelProto.Builder described = model.toBuilder();
        metadata.forEach((key, value) -> described.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return described.build().toByteArray();
    }

    private static ModelProto graph(int inputs, int outputs, float newest, float constant) {
        ONNXContext context = new ONNXContext();
        context.setName("linear");
        ONNXPlaceholder input = context.floatInput("row", inputs);
        ONNXPlaceholder output = context.floatOutput("rates", outputs);
        var weights = context.floatTensor("weights", List.of(inputs, outputs), buffer -> {
            for (int i = 0; i < inputs * outputs; i++) {
                buffer.put(i < outputs ? newest : 0);
            }
        });
        var constants = context.floatTensor("constants", List.of(outputs), buffer -> {
            for (int i = 0; i < outputs; i++) {
                buffer.put(constant);
            }
        });
        input.apply(ONNXOperators.GEMM, List.of(weights, constants)).assignTo(output);
        return model(context.buildGraph());
    }

    private static ModelProto model(OnnxMl.GraphProto graph) {
        return ModelProto.newBuilder()
                .setGraph(graph)
                .setProducerName("a test")
                .setModelVersion(3)
                .setIrVersion(6)
                .addOpsetImport(ONNXOperators.getOpsetProto())
                .build();
    }
}
