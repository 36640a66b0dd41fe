package io.lagcast.recommender.ownmodels;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.lagcast.forecasting.own.OwnModelRow;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * What an ONNX model says of itself, checked against what a forecaster will ask: in its metadata the version of the row ({@code lagcast.row}), the length of its buckets
 * ({@code lagcast.step}) and its leads ({@code lagcast.leads}), one input of that row and one output of a number a lead, both 32-bit or 64-bit floating point.
 *
 * @param step length of the row's buckets
 * @param leads how far ahead it answers, ascending
 * @param input name of its input
 * @param inputType element type of its input
 * @param output name of its first output, which is the one that counts
 */
record OnnxContract(Duration step, List<Duration> leads, String input, OnnxJavaType inputType, String output) {

    private static final String ROW = "lagcast.row";
    private static final String STEP = "lagcast.step";
    private static final String LEADS = "lagcast.leads";

    /** Any size, as ONNX Runtime says it. */
    private static final long ANY = -1;

    OnnxContract {
        leads = List.copyOf(leads);
    }

    /**
     * Reads and checks it.
     *
     * @throws InvalidModelException if something is missing or does not fit
     */
    static OnnxContract of(String model, OrtSession session) throws OrtException {
        Map<String, String> metadata = session.getMetadata().getCustomMetadata();
        checkRow(model, metadata.get(ROW));
        Duration step = duration(model, STEP, wanted(model, metadata, STEP, "1m"));
        List<Duration> leads = leads(model, step, wanted(model, metadata, LEADS, "5m,15m"));
        NodeInfo input = only(model, session.getInputInfo());
        TensorInfo taken = tensor(model, "input", input);
        checkShape(model, "input", taken, OwnModelRow.size(leads.size()), leads);
        NodeInfo output = session.getOutputInfo().values().iterator().next();
        checkShape(model, "output", tensor(model, "output", output), leads.size(), leads);
        return new OnnxContract(step, leads, input.getName(), taken.type, output.getName());
    }

    /** How many numbers it is asked with. */
    int inputs() {
        return OwnModelRow.size(leads.size());
    }

    private static void checkRow(String model, @Nullable String version) {
        if (!String.valueOf(OwnModelRow.VERSION).equals(version)) {
            throw new InvalidModelException(
                    model,
                    "its metadata must say " + ROW + "=" + OwnModelRow.VERSION
                            + ", the version of the row it takes, but "
                            + (version == null ? "does not have it" : "says \"" + version + "\""));
        }
    }

    private static String wanted(String model, Map<String, String> metadata, String key, String example) {
        String value = metadata.get(key);
        if (value == null || value.isBlank()) {
            throw new InvalidModelException(model, "its metadata lacks " + key + ", such as " + key + "=" + example);
        }
        return value;
    }

    private static Duration duration(String model, String key, String text) {
        try {
            Duration duration = DurationStyle.detectAndParse(text.strip());
            if (!duration.isPositive()) {
                throw new InvalidModelException(model, key + " must be longer than nothing but was " + text);
            }
            return duration;
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException wrong) {
            throw new InvalidModelException(
                    model, key + " must have durations such as 1m, 90s or PT1H but was \"" + text + "\"", wrong);
        }
    }

    private static List<Duration> leads(String model, Duration step, String text) {
        List<Duration> leads = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Duration lead = duration(model, LEADS, each);
            if (!step.multipliedBy(lead.dividedBy(step)).equals(lead)) {
                throw new InvalidModelException(
                        model, LEADS + " must be multiples of " + STEP + ", which is " + step + ", but one is " + lead);
            }
            if (!leads.isEmpty() && lead.compareTo(leads.getLast()) <= 0) {
                throw new InvalidModelException(model, LEADS + " must ascend but was \"" + text + "\"");
            }
            leads.add(lead);
        }
        return leads;
    }

    private static NodeInfo only(String model, Map<String, NodeInfo> inputs) {
        if (inputs.size() != 1) {
            throw new InvalidModelException(
                    model, "it must have one input but has " + inputs.size() + ": " + inputs.keySet());
        }
        return inputs.values().iterator().next();
    }

    private static TensorInfo tensor(String model, String side, NodeInfo node) {
        boolean fits = node.getInfo() instanceof TensorInfo info
                && (info.type == OnnxJavaType.FLOAT || info.type == OnnxJavaType.DOUBLE);
        if (!fits) {
            String found = node.getInfo() instanceof TensorInfo info
                    ? info.type.toString()
                    : node.getInfo().toString();
            throw new InvalidModelException(
                    model,
                    "its " + side + " " + node.getName() + " must be a tensor of FLOAT or DOUBLE but is of " + found);
        }
        return (TensorInfo) node.getInfo();
    }

    /** One row: one or any number of rows, of so many numbers; an answer of a single number may come without rows. */
    private static void checkShape(String model, String side, TensorInfo tensor, int wanted, List<Duration> leads) {
        long[] shape = tensor.getShape();
        boolean rows = shape.length == 2 && isOr(shape[0], 1) && isOr(shape[1], wanted);
        boolean flat = side.equals("output") && shape.length == 1 && isOr(shape[0], wanted);
        if (!rows && !flat) {
            throw new InvalidModelException(
                    model,
                    "its " + side + " must have the shape [1 or any, " + wanted + "] with the leads " + leads
                            + ", but has " + Arrays.toString(shape));
        }
    }

    private static boolean isOr(long size, long wanted) {
        return size == ANY || size == wanted;
    }
}
