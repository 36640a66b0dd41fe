package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.CloudEventJson;
import io.lagcast.recommender.webhooks.Lane.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks a receiver whether it wants to be told, by a signed event or by OPTIONS, and must be answered before anything else is sent to it. */
@Component
class Verification {

    /** Type of the event. */
    static final String TYPE = "io.lagcast.webhook.verification.v1";

    private final Subscriptions subscriptions;
    private final Sender sender;
    private final Dispatcher dispatcher;
    private final WebhookSettings settings;
    private final JsonMapper json;
    private final InstantSource clock;

    Verification(
            Subscriptions subscriptions,
            Sender sender,
            Dispatcher dispatcher,
            WebhookSettings settings,
            JsonMapper json,
            InstantSource clock) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What the event tells.
     *
     * @param subscription the subscription to be verified
     */
    record Subject(String subscription) {}

    /** Asks, and activates the subscription if the receiver agrees. */
    Answer verify(String subscription, Handshake handshake) {
        Answer answer = ask(subscription, handshake);
        note(subscription, answer);
        return answer;
    }

    private Answer ask(String subscription, Handshake handshake) {
        Target target = subscriptions.targets(List.of(subscription)).of(subscription);
        return switch (handshake) {
            case EVENT -> sendEvent(subscription, target);
            case CLOUDEVENTS -> sender.ask(target.url(), settings.origin());
        };
    }

    private Answer sendEvent(String subscription, Target target) {
        String id = UUID.randomUUID().toString();
        byte[] body = json.writeValueAsBytes(CloudEventJson.of(
                id,
                "/api/v1/webhooks/" + subscription,
                TYPE,
                subscription,
                clock.instant(),
                new Subject(subscription)));
        return sender.send(target.url(), target.secrets(), id, body);
    }

    private void note(String subscription, Answer answer) {
        switch (answer) {
            case Answer.Accepted accepted -> {
                subscriptions.activate(subscription);
                dispatcher.wake();
            }
            case Answer.Gone gone -> subscriptions.noteError(subscription, "The receiver answered 410");
            case Answer.NotPermitted refused -> subscriptions.noteError(subscription, refused.error());
            case Answer.Failed failed -> subscriptions.noteError(subscription, failed.error());
        }
    }
}
