package io.lagcast.costmodel;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes reasons: one sentence with the numbers that decided, and the same numbers as data. */
final class Reasons {

    private final Map<String, Double> facts = new LinkedHashMap<>();

    private Reasons() {}

    static Reasons none() {
        return new Reasons();
    }

    static Reasons of(Situation situation, Beliefs beliefs) {
        return none().with("arrivalPerSecond", situation.recentPerSecond())
                .with("lagRecords", situation.lagRecords())
                .with("lagSeconds", Math.min(situation.lagSeconds(), 1e9))
                .with("currentReplicas", situation.desired())
                .with("servingReplicas", situation.serving())
                .with("throughputPerSecond", beliefs.throughputMedian().value());
    }

    Reasons with(String name, double value) {
        facts.put(name, value);
        return this;
    }

    // The annotation the check asks for lives in a library that this module does without; the formats are all literals.
    @SuppressWarnings("AnnotateFormatMethod")
    Reason because(Reason.Code code, String format, Object... values) {
        return new Reason(code, String.format(Locale.ROOT, format, values), facts);
    }

    /** A rate or count as people write it: 12,300 but 0.25. */
    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
    }

    /** Trailing remark on a bound that kept a decision from going further; empty if none did. */
    static String limit(WorkloadPolicy policy, int partitionCeiling, int desired, boolean wantsMore) {
        if (!wantsMore) {
            return "";
        }
        if (desired >= partitionCeiling) {
            return "; more would add nothing because every partition then has a consumer of its own";
        }
        return "; the policy allows no more than " + policy.maxReplicas();
    }
}
