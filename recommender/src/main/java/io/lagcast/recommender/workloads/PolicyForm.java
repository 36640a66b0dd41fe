package io.lagcast.recommender.workloads;

import io.lagcast.costmodel.Assignor;
import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Price;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RebalanceProtocol;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.WorkloadPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy as people write it, the same in the policy file, in {@code application.yaml} and over HTTP. Unknown fields and impossible values are
 * refused, all at once; what is not written has its default.
 */
public final class PolicyForm {

    static final List<String> FIELDS = Stream.concat(
                    Stream.of(
                            "minReplicas",
                            "maxReplicas",
                            "objective",
                            "latePenalty",
                            "threadsPerReplica",
                            "priors",
                            "price"),
                    ChannelForm.FIELDS.stream())
            .toList();
    static final List<String> OBJECTIVE_FIELDS = List.of("lagTime", "attainment");
    static final List<String> PRIORS_FIELDS =
            List.of("throughputPerReplica", "startUp", "rebalancePause", "protocol", "assignor", "sessionTimeout");
    static final List<String> PRICE_FIELDS = List.of("replicaHour", "currency");

    /** Beyond a year a lag objective or a start-up time is a typing error. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private PolicyForm() {}

    /**
     * Reads a policy from a mapping as JSON or YAML parsers make it.
     *
     * @throws InvalidWorkloadException with every violation if there is one
     */
    public static WorkloadPolicy read(Map<String, ?> fields) {
        FormSection form = FormSection.root("", fields, false);
        form.allow(FIELDS);
        Optional<WorkloadPolicy> policy = read(form);
        ChannelForm.read(form);
        return policy.filter(accepted -> form.violations().isEmpty())
                .orElseThrow(() -> new InvalidWorkloadException(form.violations()));
    }

    /** Reads a policy out of a form whose field names were checked; empty when something in the form is wrong. */
    static Optional<WorkloadPolicy> read(FormSection form) {
        WorkloadPolicy defaults = WorkloadPolicy.DEFAULT;
        int min = form.integer("minReplicas", 0, defaults.minReplicas());
        int max = form.integer("maxReplicas", 1, Math.max(min, defaults.maxReplicas()));
        if (max < min) {
            form.refuse("maxReplicas", max, "must be at least minReplicas, which is " + min);
        }
        Objective objective = objective(form);
        double latePenalty = form.positive("latePenalty").orElse(defaults.latePenalty());
        int threads = form.integer("threadsPerReplica", 1, defaults.threadsPerReplica());
        Priors priors = priors(form);
        Optional<Price> price = price(form);
        return form.violations().isEmpty()
                ? Optional.of(new WorkloadPolicy(min, max, objective, latePenalty, threads, priors, price))
                : Optional.empty();
    }

    private static Objective objective(FormSection form) {
        FormSection section = form.section("objective", OBJECTIVE_FIELDS);
        Duration lagTime = section.duration("lagTime", ", above zero", PolicyForm::isPositive)
                .orElse(Objective.DEFAULT.lagTime());
        double attainment = section.value(
                        "attainment",
                        "a share between 0 and 1 such as 0.999, or a percentage such as 99.9%",
                        PolicyForm::share)
                .orElse(Objective.DEFAULT.attainment());
        return new Objective(lagTime, attainment);
    }

    private static Priors priors(FormSection form) {
        FormSection section = form.section("priors", PRIORS_FIELDS);
        return new Priors(
                section.positive("throughputPerReplica").map(RecordsPerSecond::new),
                section.duration("startUp", ", not negative", PolicyForm::isNotNegative),
                section.duration("rebalancePause", ", not negative", PolicyForm::isNotNegative),
                section.constant("protocol", RebalanceProtocol.class),
                section.constant("assignor", Assignor.class),
                section.duration("sessionTimeout", ", not negative", PolicyForm::isNotNegative));
    }

    private static Optional<Price> price(FormSection form) {
        FormSection section = form.section("price", PRICE_FIELDS);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Optional<Double> replicaHour = section.notNegative("replicaHour");
        Optional<Currency> currency = section.value(
                "currency", "a currency code of ISO 4217 such as USD", value -> currency(value.toString()));
        for (String field : PRICE_FIELDS) {
            if (!section.has(field)) {
                section.refuse(field, null, "must be given, since a price has replicaHour and currency");
            }
        }
        return replicaHour.flatMap(amount -> currency.map(unit -> new Price(amount, unit)));
    }

    private static Optional<Currency> currency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<Double> share(Object value) {
        String text = value.toString().strip();
        boolean percent = text.endsWith("%");
        return DecimalText.parse(percent ? text.substring(0, text.length() - 1) : text)
                .map(number -> percent ? number.movePointLeft(2) : number)
                .map(BigDecimal::doubleValue)
                .filter(share -> share > 0 && share < 1);
    }

    private static boolean isPositive(Duration duration) {
        return isNotNegative(duration) && !duration.isZero();
    }

    private static boolean isNotNegative(Duration duration) {
        return !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
    }

    /** A share as the form writes it: {@code 99.9%}. */
    public static String percent(double share) {
        return new BigDecimal(Double.toString(share))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }
}
