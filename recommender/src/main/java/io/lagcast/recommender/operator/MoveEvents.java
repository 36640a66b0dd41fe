package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.lagcast.recommender.ledger.Recommendation;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells moves as events of the resource. An event is named after its recommendation, so that none is told twice. One that cannot be written is lost, which
 * keeps nothing from going on.
 */
final class MoveEvents {

    private static final Logger log = LoggerFactory.getLogger(MoveEvents.class);

    private final KubernetesClient client;
    private final InstantSource clock;

    MoveEvents(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    void recommended(ConsumerGroupScaler scaler, Recommendation move) {
        tell(
                scaler,
                move,
                "Normal",
                "MoveRecommended",
                move.currentReplicas() + " -> " + move.desiredReplicas() + ": " + why(move));
    }

    void made(ConsumerGroupScaler scaler, Recommendation move, MoveOutcome.Made made) {
        tell(scaler, move, "Normal", "Scaled", made.from() + " -> " + made.to() + ": " + why(move));
    }

    void refused(ConsumerGroupScaler scaler, Recommendation move, MoveOutcome.Refused refused) {
        tell(scaler, move, "Warning", refused.reason(), refused.message());
    }

    private static String why(Recommendation move) {
        return move.reason().code() + ". " + move.reason().text();
    }

    private void tell(ConsumerGroupScaler scaler, Recommendation move, String type, String reason, String message) {
        String now = Times.text(clock.instant());
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(scaler.getMetadata().getNamespace())
                .withName(scaler.getMetadata().getName() + "." + move.id() + "." + reason.toLowerCase(Locale.ROOT))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(scaler.getApiVersion())
                .withKind(scaler.getKind())
                .withNamespace(scaler.getMetadata().getNamespace())
                .withName(scaler.getMetadata().getName())
                .withUid(scaler.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent("lagcast")
                .endSource()
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                log.debug("Event {} of {} is lost: {}", reason, scaler.workload(), refused.getMessage());
            }
        }
    }
}
