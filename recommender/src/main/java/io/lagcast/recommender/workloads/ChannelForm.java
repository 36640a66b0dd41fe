package io.lagcast.recommender.workloads;

import io.lagcast.recommender.channels.Channel;
import io.lagcast.recommender.channels.ChannelPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The part of a policy that says how recommendations are carried out: {@code channel} and what it is set to. */
final class ChannelForm {

    static final List<String> FIELDS = List.of("channel", "channelTolerance", "channelMaxStepOut", "channelMaxStepIn");

    private ChannelForm() {}

    /** Reads the channel out of a form whose field names were checked; adds a violation for what is wrong. */
    static ChannelPolicy read(FormSection form) {
        Optional<Channel> channel = form.constant("channel", Channel.class);
        Optional<Double> tolerance = form.value(
                "channelTolerance",
                "a share of at least 0 and below 1 such as 0.1, or a percentage such as 10%",
                ChannelForm::share);
        Optional<Integer> maxStepOut = step(form, "channelMaxStepOut");
        Optional<Integer> maxStepIn = step(form, "channelMaxStepIn");
        if (!form.has("channel")) {
            FIELDS.stream()
                    .filter(form::has)
                    .forEach(field -> form.refuse("channel", null, "must be given, since " + field + " is about it"));
        }
        return form.violations().isEmpty()
                ? new ChannelPolicy(channel, tolerance, maxStepOut, maxStepIn)
                : ChannelPolicy.NONE;
    }

    private static Optional<Integer> step(FormSection form, String field) {
        return form.has(field) ? Optional.of(form.integer(field, 1, 1)) : Optional.empty();
    }

    private static Optional<Double> share(Object value) {
        String text = value.toString().strip();
        boolean percent = text.endsWith("%");
        return DecimalText.parse(percent ? text.substring(0, text.length() - 1) : text)
                .map(number -> percent ? number.movePointLeft(2) : number)
                .map(BigDecimal::doubleValue)
                .filter(share -> share >= 0 && share < 1);
    }
}
