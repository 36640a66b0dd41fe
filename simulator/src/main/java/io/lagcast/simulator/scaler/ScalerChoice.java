package io.lagcast.simulator.scaler;

import io.lagcast.forecasting.ForecastSettings;
import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.Forecasters;
import io.lagcast.simulator.world.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleConsumer;

/**
 * A scaler as it is chosen on the command line: {@code over}, {@code fixed:N}, {@code hpa:LAG}, {@code keda:LAG}, {@code rate:UTIL},
 * {@code flink:UTIL}, {@code lagcast}, {@code foresight:SECONDS}, which knows so much of what will arrive, {@code clairvoyant} or {@code clairvoyant:PRICE}, which plans as if
 * a move cost so many replica-seconds. Variants follow after {@code +}: {@code hpa:LAG+behavior} has Kubernetes' scaling
 * policies; {@code lagcast+oracle} reads the future, {@code lagcast+constant}, {@code +shuffled}, {@code +inverted} and {@code +zero} believe a wrong forecast,
 * {@code lagcast+known} believes the true throughput, start-up and pause instead of learning them.
 *
 * @param text as it was written
 * @param kind what stands before the colon
 * @param argument the number after the colon, NaN where the kind takes none
 * @param variants what follows after {@code +}
 */
public record ScalerChoice(String text, Kind kind, double argument, Set<String> variants) {

    /** What is decided by. */
    public enum Kind {
        OVER(Takes.NOTHING),
        FIXED(Takes.A_NUMBER),
        HPA(Takes.A_NUMBER),
        KEDA(Takes.A_NUMBER),
        RATE(Takes.A_NUMBER),
        FLINK(Takes.A_NUMBER),
        LAGCAST(Takes.NOTHING),
        FORESIGHT(Takes.A_NUMBER),
        CLAIRVOYANT(Takes.A_NUMBER_OR_NOTHING);

        private final Takes takes;

        Kind(Takes takes) {
            this.takes = takes;
        }

        private List<String> variants() {
            return switch (this) {
                case HPA -> List.of("behavior");
                case LAGCAST -> List.of("oracle", "constant", "shuffled", "inverted", "zero", "known");
                default -> List.of();
            };
        }
    }

    private enum Takes {
        NOTHING,
        A_NUMBER,
        A_NUMBER_OR_NOTHING
    }

    private static final String KNOWN =
            "over, fixed:N, hpa:LAG, keda:LAG, rate:UTIL, flink:UTIL, lagcast, foresight:SECONDS or clairvoyant";

    /**
     * Reads a choice.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static ScalerChoice parse(String text) {
        List<String> parts = Arrays.asList(text.strip().toLowerCase(Locale.ROOT).split("\\+", -1));
        String[] head = parts.getFirst().split(":", 2);
        Kind kind = kind(text, head[0]);
        if (head.length == 1 && kind.takes == Takes.A_NUMBER) {
            throw new IllegalArgumentException(
                    "'" + text + "' lacks its number, as in " + head[0] + ":" + example(kind));
        }
        if (head.length == 2 && kind.takes == Takes.NOTHING) {
            throw new IllegalArgumentException("'" + text + "' takes no number; write " + head[0]);
        }
        double argument = head.length == 1 ? Double.NaN : argument(text, kind, head[1]);
        Set<String> variants = Set.copyOf(parts.subList(1, parts.size()));
        for (String variant : variants) {
            if (!kind.variants().contains(variant)) {
                throw new IllegalArgumentException("'" + text + "': there is no " + head[0] + "+" + variant
                        + (kind.variants().isEmpty() ? "" : ", only + " + String.join(", ", kind.variants())));
            }
        }
        return new ScalerChoice(text, kind, argument, variants);
    }

    private static Kind kind(String text, String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no scaler; choose " + KNOWN));
    }

    private static String example(Kind kind) {
        return switch (kind) {
            case FIXED -> "20";
            case HPA, KEDA -> "10000";
            case FORESIGHT -> "600";
            default -> "0.7";
        };
    }

    private static double argument(String text, Kind kind, String number) {
        double most = kind == Kind.RATE || kind == Kind.FLINK ? 1 : 1e15;
        try {
            double argument = Double.parseDouble(number);
            if (argument > 0 && argument <= most && (!whole(kind) || argument == Math.rint(argument))) {
                return argument;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("'" + text + "': " + number + " is not a "
                + (most == 1
                        ? "utilisation in (0, 1]"
                        : kind == Kind.HPA || kind == Kind.FORESIGHT ? "positive number" : "positive whole number"));
    }

    private static boolean whole(Kind kind) {
        return kind == Kind.FIXED || kind == Kind.KEDA;
    }

    /** Whether making the scaler takes much longer than running it. */
    public boolean plansAhead() {
        return kind == Kind.CLAIRVOYANT;
    }

    /** A new scaler for one run; {@code preparing} is told how far a scaler is that plans ahead. */
    public Scaler create(Scenario scenario, DoubleConsumer preparing) {
        return switch (kind) {
            case OVER ->
                new FixedReplicas(
                        text, Math.min(scenario.maxReplicas(), scenario.group().partitions()));
            case FIXED -> new FixedReplicas(text, (int) argument);
            case HPA ->
                HorizontalPodAutoscaler.onLag(
                        text,
                        argument,
                        new HorizontalPodAutoscaler(
                                scenario.minReplicas(), scenario.maxReplicas(), variants.contains("behavior")));
            case KEDA ->
                new Keda(
                        text,
                        (long) argument,
                        scenario.minReplicas(),
                        scenario.group().partitions());
            case RATE -> new RateScaler(text, scenario, argument);
            case FLINK -> new FlinkAutoscaler(text, scenario, argument);
            case LAGCAST ->
                new AdvisedScaler(text, scenario, forecaster(scenario), !variants.contains("known"), advice -> {});
            case FORESIGHT -> new Foresight(text, scenario, argument);
            case CLAIRVOYANT -> new Clairvoyant(text, scenario, Double.isNaN(argument) ? 0 : argument, preparing);
        };
    }

    private Forecaster forecaster(Scenario scenario) {
        for (Oracle.Vision vision : Oracle.Vision.values()) {
            String word =
                    vision == Oracle.Vision.TRUE ? "oracle" : vision.name().toLowerCase(Locale.ROOT);
            if (variants.contains(word)) {
                return new Oracle(scenario, vision);
            }
        }
        return Forecasters.standard(ForecastSettings.DEFAULT);
    }
}
