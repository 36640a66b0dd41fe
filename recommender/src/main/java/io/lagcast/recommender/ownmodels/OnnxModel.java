package io.lagcast.recommender.ownmodels;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.lagcast.forecasting.own.OwnModel;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ONNX file in ONNX Runtime, which may be asked from several threads. A question that fails is answered by nothing; the first one is logged. The session lives as
 * long as the process.
 */
final class OnnxModel implements OwnModel {

    private static final Logger log = LoggerFactory.getLogger(OnnxModel.class);

    private final String name;
    private final String digest;
    private final OnnxContract contract;
    private final String provenance;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final long[] inputShape;
    private final Set<String> outputs;
    private final AtomicBoolean failed = new AtomicBoolean();

    private OnnxModel(String name, byte[] bytes, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.name = name;
        this.digest = digest(bytes);
        this.environment = environment;
        this.session = session;
        this.contract = OnnxContract.of(name, session);
        this.provenance = OnnxProvenance.of(session.getMetadata());
        this.inputShape = new long[] {1, contract.inputs()};
        this.outputs = Set.of(contract.output());
    }

    /**
     * Reads a model.
     *
     * @throws InvalidModelException if the bytes are no such model, or it asks for something else than the row or answers something else than its leads
     * @throws LinkageError if there is no ONNX Runtime
     */
    static OnnxModel read(String name, byte[] bytes) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One row at a time: threads of its own would only get in the way of other workloads.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            OnnxModel model = new OnnxModel(name, bytes, environment, environment.createSession(bytes, options));
            model.rehearse();
            return model;
        } catch (OrtException unreadable) {
            throw new InvalidModelException(
                    name, "ONNX Runtime does not take it: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Asks once, lest a model that says one thing of itself and does another is found out by its silence only. */
    private void rehearse() throws OrtException {
        float[] ones = new float[contract.inputs()];
        Arrays.fill(ones, 1);
        double[] answer = new double[contract.leads().size()];
        ask(ones, answer);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public Duration step() {
        return contract.step();
    }

    @Override
    public List<Duration> leads() {
        return contract.leads();
    }

    @Override
    public String provenance() {
        return provenance;
    }

    @Override
    public void answer(float[] row, double[] into) {
        try {
            ask(row, into);
        } catch (OrtException | InvalidModelException failure) {
            Arrays.fill(into, Double.NaN);
            if (failed.compareAndSet(false, true)) {
                log.warn("The model {} does not answer, others forecast without it: {}", name, failure.getMessage());
            }
        }
    }

    private void ask(float[] row, double[] into) throws OrtException {
        try (OnnxTensor input = input(row);
                OrtSession.Result result = session.run(Map.of(contract.input(), input), outputs)) {
            if (!(result.get(0) instanceof OnnxTensor answer)) {
                throw new InvalidModelException(name, "its answer is no tensor but " + result.get(0));
            }
            copy(answer, into);
        }
    }

    private OnnxTensor input(float[] row) throws OrtException {
        if (contract.inputType() == OnnxJavaType.DOUBLE) {
            double[][] doubles = new double[1][row.length];
            for (int i = 0; i < row.length; i++) {
                doubles[0][i] = row[i];
            }
            return OnnxTensor.createTensor(environment, doubles);
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(row), inputShape);
    }

    private void copy(OnnxTensor answer, double[] into) {
        TensorInfo info = answer.getInfo();
        if (info.getNumElements() != into.length) {
            throw new InvalidModelException(
                    name,
                    "it answers " + info.getNumElements() + " numbers, of shape " + Arrays.toString(info.getShape())
                            + ", for one row; there must be one for each of its " + into.length + " leads "
                            + contract.leads());
        }
        if (info.type == OnnxJavaType.DOUBLE) {
            answer.getDoubleBuffer().get(into);
            return;
        }
        FloatBuffer floats = answer.getFloatBuffer();
        for (int i = 0; i < into.length; i++) {
            into[i] = floats.get(i);
        }
    }
}
