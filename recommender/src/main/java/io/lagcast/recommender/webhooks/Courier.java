package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.webhooks.Lane.Delivery;
import io.lagcast.recommender.webhooks.Lane.Outcome;
import io.lagcast.recommender.webhooks.Lane.Result;
import io.lagcast.recommender.webhooks.Lane.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Makes the deliveries of one lane, one after the other, until one fails, none is left or the lease runs out. */
final class Courier {

    private final Sender sender;
    private final WebhookSettings settings;
    private final Backoff backoff;
    private final WebhookMeters meters;
    private final Traces traces;

    Courier(Sender sender, WebhookSettings settings, WebhookMeters meters, Traces traces) {
        this.sender = sender;
        this.settings = settings;
        this.backoff = new Backoff(settings.firstRetry(), settings.maxRetry());
        this.meters = meters;
        this.traces = traces;
    }

    /**
     * Makes the deliveries.
     *
     * @param messages what is to be told by recommendation; a delivery whose recommendation is not kept any more is parked
     * @param goOn whether the next one may be begun
     */
    Result deliver(Lane lane, Target target, Map<UUID, Message> messages, BooleanSupplier goOn) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Delivery delivery : lane.deliveries()) {
            if (!goOn.getAsBoolean() || elapsed(lane).plus(settings.timeout()).compareTo(settings.lease()) > 0) {
                return new Result(lane, outcomes, true, false);
            }
            Message message = messages.get(delivery.recommendationId());
            if (message == null) {
                outcomes.add(parked(delivery, Optional.empty(), "The recommendation is not kept any more"));
                continue;
            }
            Answer answer = meters.timed(() -> send(lane, target, delivery, message));
            Outcome outcome = outcome(lane, delivery, answer);
            outcomes.add(outcome);
            if (answer instanceof Answer.Gone) {
                return new Result(lane, outcomes, true, true);
            }
            if (outcome.status() == DeliveryStatus.PENDING) {
                return new Result(lane, outcomes, true, false);
            }
        }
        return new Result(lane, outcomes, lane.deliveries().size() >= settings.laneBatch(), false);
    }

    /** In the trace of the decision, however long ago that was: telling is its end. */
    private Answer send(Lane lane, Target target, Delivery delivery, Message message) {
        return traces.continuation("deliver", message.traceparent()).call(attributes -> {
            attributes.tag("lagcast.webhook", lane.subscription());
            Answer answer = sender.send(
                    target.url(), target.secrets(), delivery.id().toString(), message.body());
            attributes.tag("lagcast.answer", told(answer));
            return answer;
        });
    }

    /** Not what a receiver said: that is its own affair. */
    private static String told(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> "accepted";
            case Answer.Gone gone -> "gone";
            case Answer.NotPermitted refused -> "not permitted";
            case Answer.Failed failed -> "failed";
        };
    }

    /** What becomes of a lane whose secrets cannot be read: as if its first delivery had failed. */
    Result undeliverable(Lane lane, String error) {
        if (lane.deliveries().isEmpty()) {
            return new Result(lane, List.of(), false, false);
        }
        Answer answer = new Answer.Failed(Optional.empty(), error, Optional.empty());
        return new Result(lane, List.of(outcome(lane, lane.deliveries().getFirst(), answer)), true, false);
    }

    private Outcome outcome(Lane lane, Delivery delivery, Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted ->
                new Outcome(
                        delivery.id(),
                        DeliveryStatus.DELIVERED,
                        Optional.of(accepted.status()),
                        Optional.empty(),
                        Optional.empty());
            case Answer.Gone gone ->
                parked(delivery, Optional.of(Answer.Gone.STATUS), "Answered 410: the receiver wants nothing any more");
            case Answer.NotPermitted refused ->
                failed(lane, delivery, new Answer.Failed(Optional.empty(), refused.error(), Optional.empty()));
            case Answer.Failed failed -> failed(lane, delivery, failed);
        };
    }

    private Outcome failed(Lane lane, Delivery delivery, Answer.Failed failed) {
        Duration left = delivery.untilGivingUp().minus(elapsed(lane));
        if (left.isNegative() || left.isZero()) {
            return parked(delivery, failed.status(), failed.error());
        }
        Duration wait = backoff.after(delivery.id(), delivery.attempts() + 1, failed.retryAfter());
        // The last attempt is made when the time is up.
        Duration retryIn = wait.compareTo(left) < 0 ? wait : left;
        return new Outcome(
                delivery.id(),
                DeliveryStatus.PENDING,
                failed.status(),
                Optional.of(failed.error()),
                Optional.of(retryIn));
    }

    private static Outcome parked(Delivery delivery, Optional<Integer> status, String error) {
        return new Outcome(delivery.id(), DeliveryStatus.PARKED, status, Optional.of(error), Optional.empty());
    }

    private static Duration elapsed(Lane lane) {
        return Duration.ofNanos(System.nanoTime() - lane.leasedAtNanos());
    }
}
