package io.lagcast.recommender.webhooks;

import io.lagcast.recommender.ledger.Action;
import io.lagcast.recommender.problems.ProblemException;
import io.lagcast.recommender.problems.ProblemType;
import io.lagcast.recommender.webhooks.Subscription.Filter;
import io.lagcast.recommender.workloads.Nearest;
import io.lagcast.recommender.workloads.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it is asked for.
 *
 * @param url where deliveries are to go
 * @param description what it is for; may be empty
 * @param filter what is to be told
 * @param handshake how the receiver is asked whether it wants to be told
 * @param secret the secret to sign with; empty = one is made
 */
record SubscriptionForm(
        URI url, String description, Filter filter, Handshake handshake, Optional<SigningSecret> secret) {

    private static final List<String> FIELDS =
            List.of("url", "description", "workloadPattern", "actions", "handshake", "secret");
    private static final int MAX_URL = 2048;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_SHOWN = 120;
    private static final int MAX_PORT = 65_535;
    private static final Pattern WORKLOADS = Pattern.compile("[A-Za-z0-9._*?-]{1,253}");

    /**
     * Reads a form.
     *
     * @throws ProblemException with everything that is wrong with it
     */
    static SubscriptionForm read(Map<String, ?> fields) {
        List<Violation> violations = new ArrayList<>();
        refuseUnknown(fields, FIELDS, violations);
        Optional<URI> url = url(fields.get("url"), violations);
        String description = description(fields.get("description"), violations);
        Filter filter = new Filter(
                pattern(fields.get("workloadPattern"), violations), actions(fields.get("actions"), violations));
        Handshake handshake = handshake(fields.get("handshake"), violations);
        Optional<SigningSecret> secret = secret(fields, violations);
        if (!violations.isEmpty() || url.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_WEBHOOK, violations);
        }
        return new SubscriptionForm(url.get(), description, filter, handshake, secret);
    }

    /**
     * Reads the form of a rotation, in which there may be a secret.
     *
     * @throws ProblemException with everything that is wrong with it
     */
    static Optional<SigningSecret> readSecret(Map<String, ?> fields) {
        List<Violation> violations = new ArrayList<>();
        refuseUnknown(fields, List.of("secret"), violations);
        Optional<SigningSecret> secret = secret(fields, violations);
        if (!violations.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_WEBHOOK, violations);
        }
        return secret;
    }

    private static void refuseUnknown(Map<String, ?> fields, List<String> known, List<Violation> violations) {
        fields.forEach((name, value) -> {
            if (!known.contains(name)) {
                violations.add(new Violation(name, shown(value), "is not a field here. " + Nearest.hint(name, known)));
            }
        });
    }

    private static Optional<URI> url(@Nullable Object written, List<Violation> violations) {
        Optional<URI> url = written instanceof String text ? parseUrl(text) : Optional.empty();
        if (url.isEmpty()) {
            violations.add(new Violation(
                    "url",
                    written == null ? "missing" : shown(written),
                    "must be an http or https address of at most " + MAX_URL
                            + " characters, without user, password and fragment, such as https://example.com/lagcast"));
        }
        return url;
    }

    private static Optional<URI> parseUrl(String text) {
        try {
            URI url = new URI(text).parseServerAuthority();
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
            boolean reachable = url.getHost() != null && url.getPort() != 0 && url.getPort() <= MAX_PORT;
            boolean ascii = text.chars().allMatch(character -> character > ' ' && character < 127);
            return http && plain && reachable && ascii && text.length() <= MAX_URL
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static String description(@Nullable Object written, List<Violation> violations) {
        if (written == null) {
            return "";
        }
        if (written instanceof String text && text.length() <= MAX_DESCRIPTION && isStorable(text)) {
            return text;
        }
        violations.add(new Violation(
                "description", shown(written), "must be text of at most " + MAX_DESCRIPTION + " characters"));
        return "";
    }

    /** Whether it is text to PostgreSQL: no NUL, no half of a surrogate pair. */
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(code -> code == 0 || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE));
    }

    private static String pattern(@Nullable Object written, List<Violation> violations) {
        if (written == null) {
            return "*";
        }
        if (written instanceof String text && WORKLOADS.matcher(text).matches()) {
            return text;
        }
        violations.add(new Violation(
                "workloadPattern",
                shown(written),
                "must be a workload's name, in which * is any text and ? any character, such as orders-*"));
        return "*";
    }

    private static List<Action> actions(@Nullable Object written, List<Violation> violations) {
        if (written == null) {
            return List.of(Action.values());
        }
        List<Action> read = new ArrayList<>();
        if (written instanceof List<?> items && !items.isEmpty()) {
            for (Object item : items) {
                Arrays.stream(Action.values())
                        .filter(action -> action.name().equals(item) && !read.contains(action))
                        .forEach(read::add);
            }
            if (read.size() == items.size()) {
                return read;
            }
        }
        violations.add(new Violation(
                "actions",
                shown(written),
                "must be a list of different ones out of " + Arrays.toString(Action.values())
                        + "; leave it out for all of them"));
        return read;
    }

    private static Handshake handshake(@Nullable Object written, List<Violation> violations) {
        if (written == null) {
            return Handshake.EVENT;
        }
        Optional<Handshake> read = Arrays.stream(Handshake.values())
                .filter(handshake -> handshake.name().equals(written))
                .findFirst();
        if (read.isEmpty()) {
            violations.add(new Violation(
                    "handshake", shown(written), "must be one of " + Arrays.toString(Handshake.values())));
        }
        return read.orElse(Handshake.EVENT);
    }

    /** What was written is not shown. */
    private static Optional<SigningSecret> secret(Map<String, ?> fields, List<Violation> violations) {
        Object written = fields.get("secret");
        if (written == null) {
            return Optional.empty();
        }
        Optional<SigningSecret> secret = written instanceof String text ? SigningSecret.parse(text) : Optional.empty();
        if (secret.isEmpty()) {
            violations.add(new Violation(
                    "secret",
                    "something else",
                    "must be " + SigningSecret.EXPECTED + "; leave it out to be given one"));
        }
        return secret;
    }

    private static String shown(Object value) {
        String text = value instanceof String string ? "\"" + string + "\"" : String.valueOf(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN - 3) + "...";
    }
}
