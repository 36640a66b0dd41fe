package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.problems.PagedByCursor;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What subscribers were told, and what they were not. */
@RestController
@RequestMapping(path = "/api/v1/webhooks/{id}/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Webhooks")
class DeliveryResource {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final Dispatcher dispatcher;
    private final Ledger ledger;

    DeliveryResource(Subscriptions subscriptions, Deliveries deliveries, Dispatcher dispatcher, Ledger ledger) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.ledger = ledger;
    }

    @GetMapping
    @Operation(summary = "The deliveries of a webhook", description = "How each stands, newest first, page by page.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "status",
            description = "Only those that stand so",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"PENDING", "DELIVERED", "PARKED"}))
    @PagedByCursor
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            description = "Deliveries a page",
            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    @ApiResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = DeliveryJson.Page.class)))
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    DeliveryJson.Page page(@PathVariable String id, HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "status", "cursor", "limit");
        Optional<DeliveryStatus> status = query.value(
                "status", "one of " + Arrays.toString(DeliveryStatus.values()), DeliveryResource::parseStatus);
        Optional<DeliveryCursor> cursor =
                query.value("cursor", "the nextCursor of an earlier page, unchanged", DeliveryCursor::decode);
        int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        query.check();
        known(id);
        return DeliveryJson.Page.of(deliveries.list(id, status, cursor, limit + 1), limit);
    }

    private static Optional<DeliveryStatus> parseStatus(String text) {
        return Arrays.stream(DeliveryStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst();
    }

    @PostMapping("/{deliveryId}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Make a delivery again",
            description =
                    "Under the same webhook-id, after those that wait already, and with as much time as a new one. For deliveries that are PARKED or"
                            + " DELIVERED.")
    @ApiResponse(
            responseCode = "202",
            description = "It is made soon",
            content = @Content(schema = @Schema(implementation = DeliveryJson.class)))
    @ApiResponse(responseCode = "404", description = "There is no such webhook or delivery")
    @ApiResponse(
            responseCode = "409",
            description = "It waits already, the webhook is not ACTIVE, or the recommendation is not kept any more")
    DeliveryJson redeliver(@PathVariable String id, @PathVariable String deliveryId) {
        Subscription subscription = known(id);
        Deliveries.Row delivery = known(id, deliveryId);
        if (subscription.status() != Subscription.Status.ACTIVE) {
            throw refused("The webhook is " + subscription.status() + "; verify it first.");
        }
        if (ledger.find(Map.of(delivery.recommendationId(), delivery.decidedAt()))
                .isEmpty()) {
            throw refused("The recommendation of " + delivery.decidedAt() + " is not kept any more.");
        }
        if (!deliveries.redeliver(id, delivery.id())) {
            throw refused("It waits to be delivered already.");
        }
        dispatcher.wake();
        return DeliveryJson.of(known(id, deliveryId));
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemType.NOT_REDELIVERABLE, why);
    }

    private Subscription known(String id) {
        return subscriptions.find(id).orElseThrow(() -> WebhookResource.unknown(id));
    }

    private Deliveries.Row known(String id, String deliveryId) {
        return parseId(deliveryId)
                .flatMap(uuid -> deliveries.find(id, uuid))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNKNOWN_DELIVERY,
                        "Webhook \"" + id + "\" has no delivery \"" + deliveryId + "\". Maybe it was removed after"
                                + " lagcast.webhooks.retention."));
    }

    private static Optional<UUID> parseId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
