package io.lagcast.recommender.fuzzing;

import io.lagcast.recommender.fuzzing.ApiDocument.Operation;
import io.lagcast.recommender.fuzzing.ApiDocument.Parameter;
import io.lagcast.recommender.fuzzing.FuzzedRequest.Demand;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up requests for an operation: right ones, and such that are wrong in a known way. */
final class RequestGenerator {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");
    private static final List<String> OTHER_TYPES = List.of(
            "text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "garbage");

    private final ApiDocument document;
    private final Fixtures fixtures;
    private final RandomGenerator random;
    private final OddValues odd;
    private final int bodyLimitBytes;

    /**
     * Where the service has something to show.
     *
     * @param values by name of a path parameter or of a field: values that exist
     * @param others by name of a path parameter or of a field: values that are well-formed
     */
    record Fixtures(Map<String, List<String>> values, Map<String, List<String>> others) {

        Fixtures {
            values = Map.copyOf(values);
            others = Map.copyOf(others);
        }
    }

    RequestGenerator(ApiDocument document, Fixtures fixtures, RandomGenerator random, int bodyLimitBytes) {
        this.document = document;
        this.fixtures = fixtures;
        this.random = random;
        this.odd = new OddValues(random);
        this.bodyLimitBytes = bodyLimitBytes;
    }

    /** A request in the making; its demand only gets less certain. */
    private static final class Draft {

        private final Operation operation;
        private String method;
        private String path;
        private final List<String> query = new ArrayList<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte @Nullable [] body;
        private Demand demand = Demand.ACCEPTED;
        private Optional<String> refused = Optional.empty();

        Draft(Operation operation) {
            this.operation = operation;
            this.method = operation.method();
            this.path = operation.path();
        }

        void refuse(String name) {
            refused = demand == Demand.ACCEPTED ? Optional.of(name).filter(text -> !text.isEmpty()) : Optional.empty();
            demand = Demand.REFUSED;
        }

        void doubt() {
            refused = Optional.empty();
            if (demand == Demand.ACCEPTED) {
                demand = Demand.EITHER;
            }
        }

        FuzzedRequest finished() {
            String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
            return new FuzzedRequest(operation, method, target, headers, Optional.ofNullable(body), demand, refused);
        }
    }

    FuzzedRequest next(Operation operation) {
        Draft draft = new Draft(operation);
        boolean oddPath = random.nextInt(8) == 0;
        for (Parameter parameter : operation.parameters()) {
            switch (parameter.in()) {
                case "path" -> pathParameter(draft, parameter, oddPath);
                case "query" -> queryParameter(draft, parameter);
                case "header" -> headerParameter(draft, parameter);
                default -> throw new IllegalStateException("There are no parameters in " + parameter.in());
            }
        }
        operation.body().ifPresent(schema -> body(draft, schema));
        spoil(draft);
        return draft.finished();
    }

    private void pathParameter(Draft draft, Parameter parameter, boolean oddly) {
        String value = oddly
                ? odd.text()
                : odd.pick(
                        random.nextInt(4) == 0
                                ? fixtures.others().getOrDefault(parameter.name(), List.of("1"))
                                : fixtures.values().getOrDefault(parameter.name(), List.of("1")));
        if (oddly) {
            draft.doubt();
        }
        draft.path = draft.path.replace("{" + parameter.name() + "}", value.isEmpty() ? "%20" : encoded(value));
    }

    private void queryParameter(Draft draft, Parameter parameter) {
        switch (random.nextInt(4)) {
            case 0 -> draft.query.add(parameter.name() + "=" + encoded(usual(draft, parameter)));
            case 1 -> {
                String value = odd.text();
                draft.query.add(parameter.name() + "=" + encoded(value));
                if (isWrong(parameter.schema(), value)) {
                    draft.refuse(parameter.name());
                } else {
                    draft.doubt();
                }
            }
            default -> {
                // left out, as most are
            }
        }
    }

    private String usual(Draft draft, Parameter parameter) {
        JsonNode schema = parameter.schema();
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asString();
        }
        if (schema.path("type").asString().equals("integer")) {
            return Integer.toString(random.nextInt(
                    schema.path("minimum").asInt(), schema.path("maximum").asInt() + 1));
        }
        if (schema.has("default")) {
            return schema.path("default").asString();
        }
        if (fixtures.values().containsKey(parameter.name())) {
            return odd.pick(fixtures.values().getOrDefault(parameter.name(), List.of()));
        }
        draft.doubt(); // from before to and the like are not said by the document
        return schema.path("format").asString().equals("date-time") ? "2026-01-01T00:00:00Z" : "1h";
    }

    private static boolean isWrong(JsonNode schema, String value) {
        return switch (schema.path("type").asString()) {
            case "integer" ->
                !value.matches("\\d{1,9}")
                        || Integer.parseInt(value) < schema.path("minimum").asInt()
                        || Integer.parseInt(value) > schema.path("maximum").asInt();
            default ->
                (schema.has("enum")
                                && schema.path("enum").valueStream().noneMatch(name -> name.asString()
                                        .equals(value)))
                        || (schema.path("format").asString().equals("date-time") && !value.matches("\\d{4}-\\d\\d-.*"));
        };
    }

    private void headerParameter(Draft draft, Parameter parameter) {
        if (random.nextInt(4) == 0) {
            draft.headers.put(
                    parameter.name(),
                    random.nextBoolean()
                            ? odd.headerText()
                            : odd.pick(List.of("*", "\"a-b\"", "W/\"a\", \"b\"", "\"")));
            draft.doubt();
        }
    }

    private void body(Draft draft, JsonNode schema) {
        draft.headers.put("Content-Type", "application/json");
        JsonNode example =
                draft.operation.example().map(this::withFixtures).orElseGet(JsonNodeFactory.instance::objectNode);
        switch (random.nextInt(10)) {
            case 0 -> {
                draft.body = odd.malformed(example);
                if (draft.body.length == 0) {
                    draft.doubt();
                } else {
                    draft.refuse("");
                }
            }
            case 1 -> {
                draft.body = OddValues.withEndlessNumbers(example);
                draft.doubt();
            }
            case 2 -> draft.body = example.toString().getBytes(StandardCharsets.UTF_8);
            default -> mutatedBody(draft, schema, example);
        }
    }

    private void mutatedBody(Draft draft, JsonNode schema, JsonNode example) {
        JsonNode body = odd.mutated(example);
        for (int more = random.nextInt(3); more > 0; more--) {
            body = odd.mutated(body);
        }
        draft.body = body.toString().getBytes(StandardCharsets.UTF_8);
        if (document.allows(schema, body).orElse(true)) {
            draft.doubt();
        } else {
            draft.refuse("");
        }
    }

    private JsonNode withFixtures(JsonNode example) {
        JsonNode copy = example.deepCopy();
        if (copy instanceof ObjectNode object) {
            fixtures.values().forEach((name, values) -> {
                if (object.has(name)) {
                    object.put(name, odd.pick(values));
                }
            });
        }
        return copy;
    }

    /** Sometimes what is around the request is wrong. */
    private void spoil(Draft draft) {
        switch (random.nextInt(24)) {
            case 0 -> {
                draft.headers.put("Accept", random.nextBoolean() ? "application/xml" : odd.headerText());
                draft.doubt();
            }
            case 1 -> {
                if (draft.body != null) {
                    draft.headers.put("Content-Type", odd.pick(OTHER_TYPES));
                    draft.refuse("");
                }
            }
            case 2 -> {
                if (draft.body != null) {
                    draft.body = OddValues.tooLarge(bodyLimitBytes);
                    draft.refuse("");
                }
            }
            case 3 -> {
                if (draft.method.equals("GET")) {
                    draft.query.add("unknown-parameter=1");
                    draft.refuse("unknown-parameter");
                }
            }
            case 4 -> {
                String other = odd.pick(METHODS);
                boolean described = document.operations().stream()
                        .anyMatch(each -> each.path().equals(draft.operation.path())
                                && each.method().equals(other));
                if (!described && draft.demand == Demand.ACCEPTED) {
                    draft.method = other;
                    draft.demand = Demand.METHOD_NOT_ALLOWED;
                }
            }
            case 5 -> {
                if (!draft.query.isEmpty()) {
                    String twice = draft.query.getFirst();
                    draft.query.add(twice);
                    draft.refuse(twice.substring(0, twice.indexOf('=')));
                }
            }
            default -> {
                // most are left as they are
            }
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
