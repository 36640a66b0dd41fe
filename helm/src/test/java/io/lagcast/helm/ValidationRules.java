package io.lagcast.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a custom resource definition states in the Common Expression Language, checked against the schema around them and evaluated as the API
 * server does: the defaults of the schema come first. What it does beyond that, such as refusing a rule for what it might cost, is left to a real one.
 */
final class ValidationRules {

    private final JSONSchemaProps schema;
    private final SchemaTypes types = new SchemaTypes();
    private final IdentityHashMap<ValidationRule, CelRuntime.Program> programs = new IdentityHashMap<>();

    private ValidationRules(JSONSchemaProps schema) {
        this.schema = schema;
    }

    /**
     * The rules of the definition's only version.
     *
     * @throws IllegalArgumentException with the rule, if it is no expression over the fields of its schema that is true or false
     */
    static ValidationRules of(CustomResourceDefinition definition) {
        ValidationRules rules = new ValidationRules(
                definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
        rules.compile(rules.schema, rules.types.resource(rules.schema));
        return rules;
    }

    private void compile(JSONSchemaProps place, CelType self) {
        for (ValidationRule rule : place.getXKubernetesValidations()) {
            programs.put(rule, compile(rule.getRule(), self));
        }
        inner(place).forEach(below -> compile(below, types.of(below)));
    }

    private CelRuntime.Program compile(String rule, CelType self) {
        Cel language = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(types.known())
                .addVar("self", self)
                .setResultType(SimpleType.BOOL)
                .build();
        try {
            return language.createProgram(language.compile(rule).getAst());
        } catch (CelValidationException | CelEvaluationException wrong) {
            throw new IllegalArgumentException("The rule " + rule + " is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private static Stream<JSONSchemaProps> inner(JSONSchemaProps place) {
        Stream<JSONSchemaProps> properties = properties(place).values().stream();
        JSONSchemaProps items = items(place);
        return items == null ? properties : Stream.concat(properties, Stream.of(items));
    }

    /** What each rule says when it is broken. */
    List<String> messages() {
        return programs.keySet().stream().map(ValidationRule::getMessage).toList();
    }

    /** What the rules say of a resource; empty if they let it pass. */
    List<String> refusals(JsonNode resource) {
        JsonNode complete = resource.deepCopy();
        addDefaults(schema, complete);
        List<String> refusals = new ArrayList<>();
        evaluate(schema, complete, refusals);
        return refusals;
    }

    private static void addDefaults(JSONSchemaProps place, JsonNode value) {
        if (value instanceof ObjectNode object) {
            properties(place).forEach((name, property) -> {
                if (!object.has(name) && property.getDefault() != null) {
                    object.set(name, property.getDefault());
                }
            });
        }
        forEachInner(place, value, ValidationRules::addDefaults);
    }

    private void evaluate(JSONSchemaProps place, JsonNode value, List<String> refusals) {
        for (ValidationRule rule : place.getXKubernetesValidations()) {
            if (!holds(rule, value)) {
                refusals.add(rule.getMessage());
            }
        }
        forEachInner(place, value, (below, part) -> evaluate(below, part, refusals));
    }

    private boolean holds(ValidationRule rule, JsonNode value) {
        CelRuntime.Program program = programs.get(rule);
        if (program == null) {
            throw new IllegalStateException("Not compiled: " + rule.getRule());
        }
        try {
            return Boolean.TRUE.equals(program.eval(Map.of("self", SchemaTypes.value(value))));
        } catch (CelEvaluationException failed) {
            throw new IllegalStateException("The rule " + rule.getRule() + " cannot be evaluated of " + value, failed);
        }
    }

    @FunctionalInterface
    private interface Visit {
        void of(JSONSchemaProps place, JsonNode value);
    }

    private static void forEachInner(JSONSchemaProps place, JsonNode value, Visit visit) {
        properties(place).forEach((name, property) -> {
            if (value.has(name)) {
                visit.of(property, value.get(name));
            }
        });
        JSONSchemaProps items = items(place);
        if (items != null && value instanceof ArrayNode list) {
            list.forEach(item -> visit.of(items, item));
        }
    }

    private static Map<String, JSONSchemaProps> properties(JSONSchemaProps place) {
        Map<String, JSONSchemaProps> properties = place.getProperties();
        return properties == null ? Map.of() : properties;
    }

    private static @Nullable JSONSchemaProps items(JSONSchemaProps place) {
        return place.getItems() == null ? null : place.getItems().getSchema();
    }
}
