package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.problems.PagedByCursor;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.problems.QueryParameters;
import io.lagcast.recommender.workloads.Violation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Who is told of recommendations by webhook. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks", description = "Who is told of recommendations, signed as Standard Webhooks says")
class WebhookResource {

    private static final String EXAMPLE = """
            {"url": "https://example.com/lagcast", "workloadPattern": "orders-*", "actions": ["SCALE_OUT", "SCALE_IN"]}""";

    private static final String SECRET_EXAMPLE = "{}";

    private static final int MAX_LIMIT = 1000;

    /** There cannot be more ({@code lagcast.webhooks.max-subscriptions}). */
    private static final int ALL = 100_000;

    private final Subscriptions subscriptions;
    private final Verification verification;
    private final WebhookSettings settings;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    WebhookResource(Subscriptions subscriptions, Verification verification, WebhookSettings settings, JsonMapper json) {
        this.subscriptions = subscriptions;
        this.verification = verification;
        this.settings = settings;
        this.json = json;
    }

    /**
     * Some webhooks, oldest first.
     *
     * @param items the webhooks
     * @param nextCursor cursor of the next page; null on the last one
     */
    record WebhookPage(
            List<SubscriptionJson> items, @Nullable String nextCursor) {

        WebhookPage {
            items = List.copyOf(items);
        }

        /** A page of {@code limit} of what was read, which is one more where there is a next page. */
        static WebhookPage of(List<Subscription> read, int limit) {
            List<Subscription> shown = read.subList(0, Math.min(limit, read.size()));
            return new WebhookPage(
                    shown.stream().map(SubscriptionJson::of).toList(),
                    shown.size() < read.size() ? shown.getLast().id() : null);
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "All webhooks",
            description = "Oldest first; page by page if limit is given. Secrets are never shown again.")
    @PagedByCursor
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            description = "Webhooks a page; all of them if not given",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
    WebhookPage page(HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request, "cursor", "limit");
        Optional<String> after =
                query.value("cursor", "the nextCursor of an earlier page, unchanged", text -> Optional.of(text)
                        .filter(Subscription::isId));
        int limit = query.integer("limit", 1, MAX_LIMIT, ALL);
        query.check();
        return WebhookPage.of(subscriptions.after(after, limit + 1), limit);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Add a webhook",
            description =
                    "Makes a secret, unless one is given, and sends the receiver a signed event io.lagcast.webhook.verification.v1. Once that is answered"
                            + " with a status 2xx the webhook is ACTIVE. Until then it is PENDING and is told nothing; POST to .../verification tries again."
                            + " The answer shows the secret, this once.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Asked.class), examples = @ExampleObject(EXAMPLE)))
    @ApiResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = SubscriptionJson.class)))
    @ApiResponse(responseCode = "409", description = "There are as many webhooks as allowed")
    @ApiResponse(
            responseCode = "422",
            description = "The address is none that webhooks are delivered to, or the key was used for another request")
    ResponseEntity<SubscriptionJson> add(
            @RequestBody Map<String, Object> body,
            @Parameter(
                            description =
                                    "1 to 255 visible ASCII characters chosen by the client. The same request with the same key within a day adds nothing"
                                            + " and is answered as the first was, secret included.")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String idempotencyKey) {
        SubscriptionForm form = SubscriptionForm.read(body);
        Optional<IdempotencyKey> key = IdempotencyKey.of(idempotencyKey, body, json);
        SigningSecret secret = form.secret().orElseGet(() -> SigningSecret.generate(random));
        String id = UUID.randomUUID().toString();
        return switch (sealed(() -> subscriptions.add(id, form, secret, key))) {
            case Addition.Made made -> verified(id, form, secret);
            case Addition.Repeated repeated -> created(repeated.id(), newestSecret(repeated.id()));
            case Addition.KeyReused reused ->
                throw new ProblemException(
                        ProblemType.KEY_REUSED,
                        List.of(new Violation(
                                IdempotencyKey.HEADER,
                                "\"" + idempotencyKey + "\"",
                                "was used for another request within the last day; make a new one for each")));
            case Addition.TooMany full ->
                throw new ProblemException(
                        ProblemType.TOO_MANY_WEBHOOKS,
                        "There are " + settings.maxSubscriptions()
                                + " webhooks (lagcast.webhooks.max-subscriptions); remove one first.");
        };
    }

    private ResponseEntity<SubscriptionJson> verified(String id, SubscriptionForm form, SigningSecret secret) {
        if (verification.verify(id, form.handshake()) instanceof Answer.NotPermitted(String error)) {
            subscriptions.remove(id);
            throw new ProblemException(ProblemType.ADDRESS_NOT_PERMITTED, error);
        }
        return created(id, secret);
    }

    private ResponseEntity<SubscriptionJson> created(String id, SigningSecret secret) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Location", "/api/v1/webhooks/" + id)
                .body(SubscriptionJson.with(known(id), secret));
    }

    private boolean isNewest(String id, SigningSecret secret) {
        try {
            return subscriptions
                    .targets(List.of(id))
                    .of(id)
                    .secrets()
                    .getFirst()
                    .text()
                    .equals(secret.text());
        } catch (SecretUnreadable lostKey) {
            return false;
        }
    }

    private SigningSecret newestSecret(String id) {
        try {
            return subscriptions.targets(List.of(id)).of(id).secrets().getFirst();
        } catch (SecretUnreadable unreadable) {
            throw new ProblemException(ProblemType.NO_ENCRYPTION_KEY, String.valueOf(unreadable.getMessage()));
        }
    }

    /**
     * What is asked for.
     *
     * @param url an http or https address
     * @param description what it is for
     * @param workloadPattern workloads to be told of; * is any text, ? any character; all if not given
     * @param actions actions to be told of; all if not given
     * @param handshake how the receiver is asked whether it wants to be told; EVENT if not given
     * @param secret whsec_ followed by 24 to 64 random bytes in Base64; made if not given
     */
    record Asked(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String url,

            @Nullable String description,
            @Nullable String workloadPattern,
            @Nullable List<io.lagcast.recommender.ledger.Action> actions,
            @Nullable Handshake handshake,
            @Nullable String secret) {}

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "One webhook", description = "Its address, what it is told of and how it stands.")
    @ApiResponse(
            responseCode = "200",
            description = "The webhook",
            content = @Content(schema = @Schema(implementation = SubscriptionJson.class)))
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    SubscriptionJson one(@PathVariable String id, HttpServletRequest request) {
        QueryParameters.of(request).check();
        return SubscriptionJson.of(known(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a webhook", description = "It is told nothing more, not even what waits.")
    @ApiResponse(responseCode = "204", description = "Removed")
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    void remove(@PathVariable String id) {
        if (!subscriptions.remove(id)) {
            throw unknown(id);
        }
    }

    @PostMapping(path = "/{id}/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Verify a webhook",
            description =
                    "Sends the verification event again. Answered with a status 2xx, the webhook is ACTIVE, also if it was DISABLED, and is told at once"
                            + " what waits for it.")
    @ApiResponse(
            responseCode = "200",
            description = "Verified",
            content = @Content(schema = @Schema(implementation = SubscriptionJson.class)))
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    @ApiResponse(responseCode = "422", description = "The receiver did not answer with a status 2xx")
    SubscriptionJson verify(@PathVariable String id) {
        switch (answer(known(id))) {
            case Answer.Accepted accepted -> {
                return SubscriptionJson.of(known(id));
            }
            case Answer.Gone gone -> throw notVerified("Answered 410");
            case Answer.Failed failed -> throw notVerified(failed.error());
            case Answer.NotPermitted refused ->
                throw new ProblemException(ProblemType.ADDRESS_NOT_PERMITTED, refused.error());
        }
    }

    private Answer answer(Subscription subscription) {
        try {
            return verification.verify(subscription.id(), subscription.handshake());
        } catch (SecretUnreadable unreadable) {
            throw new ProblemException(ProblemType.NOT_VERIFIED, String.valueOf(unreadable.getMessage()));
        } catch (IllegalArgumentException removedMeanwhile) {
            throw unknown(subscription.id());
        }
    }

    private static ProblemException notVerified(String error) {
        return new ProblemException(
                ProblemType.NOT_VERIFIED,
                error + ". The receiver must answer the signed event " + Verification.TYPE
                        + " with a status 2xx, or OPTIONS with WebHook-Allowed-Origin where the handshake is CLOUDEVENTS.");
    }

    @PostMapping(
            path = "/{id}/secrets",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Give a webhook a new secret",
            description =
                    "From now on the new secret signs, and for a day the one before does as well: webhook-signature has two values then. The answer shows"
                            + " the secret, this once. Rotating again within that day ends the oldest at once. A secret that is given and is the newest already changes"
                            + " nothing.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AskedSecret.class),
                            examples = @ExampleObject(SECRET_EXAMPLE)))
    @ApiResponse(
            responseCode = "201",
            description = "Rotated",
            content = @Content(schema = @Schema(implementation = SubscriptionJson.class)))
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    ResponseEntity<SubscriptionJson> rotate(
            @PathVariable String id, @RequestBody(required = false) @Nullable Map<String, Object> body) {
        Optional<SigningSecret> given = SubscriptionForm.readSecret(body == null ? Map.of() : body);
        known(id);
        SigningSecret secret = given.orElseGet(() -> SigningSecret.generate(random));
        if (given.isEmpty() || !isNewest(id, secret)) {
            sealed(() -> subscriptions.rotate(id, secret));
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(SubscriptionJson.with(known(id), secret));
    }

    /**
     * What is asked for in a rotation.
     *
     * @param secret whsec_ followed by 24 to 64 random bytes in Base64; made if not given
     */
    record AskedSecret(@Nullable String secret) {}

    /** What needs the key. */
    private static <T> T sealed(Supplier<T> work) {
        try {
            return work.get();
        } catch (UncheckedIOException noKey) {
            throw new ProblemException(ProblemType.NO_ENCRYPTION_KEY, String.valueOf(noKey.getMessage()));
        }
    }

    private Subscription known(String id) {
        return subscriptions.find(id).orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(
                ProblemType.UNKNOWN_WEBHOOK,
                "There is no webhook \"" + id + "\". See /api/v1/webhooks for those that exist.");
    }
}
