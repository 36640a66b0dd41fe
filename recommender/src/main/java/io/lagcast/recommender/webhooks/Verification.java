package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.CloudEventJson;
import io.lagcast.recommender.webhooks.Lane.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks a receiver whether it wants to be told: a signed event that it must answer with a status 2xx before anything else is sent to it. */
@Component
class Verification {

    /** Type of the event. */
    static final String TYPE = "io.lagcast.webhook.verification.v1";

    private final Subscriptions subscriptions;
    private final Sender sender;
    private final Dispatcher dispatcher;
    private final JsonMapper json;
    private final InstantSource clock;

    Verification(
            Subscriptions subscriptions, Sender sender, Dispatcher dispatcher, JsonMapper json, InstantSource clock) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.dispatcher = dispatcher;
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
    Answer verify(String subscription) {
        Target target = subscriptions.targets(List.of(subscription)).of(subscription);
        String id = UUID.randomUUID().toString();
        byte[] body = json.writeValueAsBytes(CloudEventJson.of(
                id,
                "/api/v1/webhooks/" + subscription,
                TYPE,
                subscription,
                clock.instant(),
                new Subject(subscription)));
        Answer answer = sender.send(target.url(), target.secrets(), id, body);
        switch (answer) {
            case Answer.Accepted accepted -> {
                subscriptions.activate(subscription);
                dispatcher.wake();
            }
            case Answer.Gone gone -> subscriptions.noteError(subscription, "The receiver answered 410");
            case Answer.NotPermitted refused -> subscriptions.noteError(subscription, refused.error());
            case Answer.Failed failed -> subscriptions.noteError(subscription, failed.error());
        }
        return answer;
    }
}
