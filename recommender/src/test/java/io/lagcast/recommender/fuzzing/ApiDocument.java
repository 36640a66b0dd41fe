package io.lagcast.recommender.fuzzing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI 3.1 document as far as requests can be made of it and answers be judged by it. */
final class ApiDocument {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    /** As {@link #document}, but an object may have no fields that are not described: what is answered must be described in full. */
    private final JsonNode strict;

    private final Map<String, Schema> compiled = new HashMap<>();

    ApiDocument(JsonNode document) {
        this.document = document;
        this.strict = document.deepCopy();
        strict.path("components").path("schemas").forEach(ApiDocument::close);
    }

    private static void close(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        if (object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        object.path("properties").forEach(ApiDocument::close);
        close(object.path("items"));
    }

    /**
     * One operation.
     *
     * @param method GET, PUT, POST or DELETE
     * @param path with its parameters in braces
     * @param parameters of path, query and header
     * @param body schema of the body; empty = it takes none
     * @param example a body that it takes
     * @param responses by status
     */
    record Operation(
            String method,
            String path,
            List<Parameter> parameters,
            Optional<JsonNode> body,
            Optional<JsonNode> example,
            Map<Integer, JsonNode> responses) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * A parameter.
     *
     * @param in path, query or header
     * @param name its name
     * @param schema its schema
     */
    record Parameter(String in, String name, JsonNode schema) {}

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    JsonNode body =
                            operation.path("requestBody").path("content").path("application/json");
                    operations.add(new Operation(
                            method.toUpperCase(Locale.ROOT),
                            path,
                            operation
                                    .path("parameters")
                                    .valueStream()
                                    .map(parameter -> new Parameter(
                                            parameter.path("in").asString(),
                                            parameter.path("name").asString(),
                                            parameter.path("schema")))
                                    .toList(),
                            Optional.of(body.path("schema")).filter(JsonNode::isObject),
                            example(body),
                            responses(operation)));
                }));
        return operations;
    }

    private static Optional<JsonNode> example(JsonNode body) {
        JsonNode written = body.has("example")
                ? body.path("example")
                : body.path("examples")
                        .valueStream()
                        .map(example -> example.path("value"))
                        .findFirst()
                        .orElse(body.path("none"));
        return Optional.of(written.isString() ? JsonMapper.shared().readTree(written.asString()) : written)
                .filter(example -> !example.isMissingNode());
    }

    private static Map<Integer, JsonNode> responses(JsonNode operation) {
        Map<Integer, JsonNode> responses = new HashMap<>();
        operation
                .path("responses")
                .forEachEntry((status, response) -> responses.put(Integer.parseInt(status), response.path("content")));
        return responses;
    }

    /** Whether a body may be sent; empty if the validator cannot tell, which is so with numbers beyond its range. */
    Optional<Boolean> allows(JsonNode schema, JsonNode body) {
        try {
            return Optional.of(violations(document, "request", schema, body).isEmpty());
        } catch (JacksonException outOfRange) {
            return Optional.empty();
        }
    }

    /** Why a body is not the one described; empty if it is. */
    List<String> violationsOfAnswer(JsonNode schema, JsonNode body) {
        return violations(strict, "answer", schema, body);
    }

    private List<String> violations(JsonNode source, String kind, JsonNode schema, JsonNode body) {
        return compiled.computeIfAbsent(kind + schema, key -> compile(source, schema)).validate(body).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static Schema compile(JsonNode source, JsonNode schema) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", source.path("components"));
        return REGISTRY.getSchema(whole);
    }
}
