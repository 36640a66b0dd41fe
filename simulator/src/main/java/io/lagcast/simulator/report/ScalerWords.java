package io.lagcast.simulator.report;

import io.lagcast.simulator.scaler.ScalerChoice;
import java.util.Locale;

/** What a scaler does, in words for somebody who does not know its options. */
final class ScalerWords {

    private ScalerWords() {}

    /** One clause, beginning with a small letter; the text itself where it names no scaler. */
    static String of(String scaler) {
        ScalerChoice choice;
        try {
            choice = ScalerChoice.parse(scaler);
        } catch (IllegalArgumentException e) {
            return scaler;
        }
        double number = choice.argument();
        return switch (choice.kind()) {
            case OVER -> "a replica for every partition, always";
            case FIXED -> words("always %,.0f replicas", number);
            case HPA ->
                words("Kubernetes' autoscaler, %,.0f waiting records for each replica", number)
                        + (choice.variants().isEmpty() ? "" : ", with scaling policies");
            case KEDA -> words("KEDA, %,.0f waiting records for each replica", number);
            case RATE -> words("enough for the arrivals of the last minute at %.0f %% utilisation", 100 * number);
            case FLINK -> words("Flink's autoscaler at %.0f %% utilisation", 100 * number);
            case LAGCAST -> lagcast(choice);
            case FORESIGHT -> words("knows the arrivals of the next %,.0f seconds", number);
            case CLAIRVOYANT -> "knows every arrival in advance: nobody can be much cheaper";
        };
    }

    private static String lagcast(ScalerChoice choice) {
        return choice.variants().isEmpty()
                ? "forecasts the arrivals and plans every move"
                : "an experiment with "
                        + String.join(
                                " and ", choice.variants().stream().sorted().toList());
    }

    private static String words(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
