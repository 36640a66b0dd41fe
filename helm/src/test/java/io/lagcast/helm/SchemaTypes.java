package io.lagcast.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types that the API server gives to the values of a schema: objects know the names of their fields, so that a misspelt one does not compile. */
final class SchemaTypes {

    private final Map<String, StructType> objects = new LinkedHashMap<>();

    /** Type of a whole resource; of its metadata rules see the name and what it was made of. */
    StructType resource(JSONSchemaProps schema) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        fields.put("apiVersion", SimpleType.STRING);
        fields.put("kind", SimpleType.STRING);
        fields.put("metadata", object(ImmutableMap.of("name", SimpleType.STRING, "generateName", SimpleType.STRING)));
        fields.putAll(fields(schema));
        return object(ImmutableMap.copyOf(fields));
    }

    /**
     * Type of the values that a schema allows.
     *
     * @throws IllegalArgumentException if the schema is of a kind that no resource of this chart has
     */
    CelType of(JSONSchemaProps schema) {
        return switch (schema.getType()) {
            case "boolean" -> SimpleType.BOOL;
            case "integer" -> SimpleType.INT;
            case "number" -> SimpleType.DOUBLE;
            case "string" -> "date-time".equals(schema.getFormat()) ? SimpleType.TIMESTAMP : SimpleType.STRING;
            case "array" -> ListType.create(of(schema.getItems().getSchema()));
            case "object" -> object(fields(schema));
            case String other -> throw new IllegalArgumentException("Nothing is known of the type " + other);
        };
    }

    private ImmutableMap<String, CelType> fields(JSONSchemaProps schema) {
        return schema.getProperties().entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, property -> of(property.getValue())));
    }

    private StructType object(ImmutableMap<String, CelType> fields) {
        String name = "object" + objects.size();
        StructType type = StructType.create(name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
        objects.put(name, type);
        return type;
    }

    /** The types of objects made so far, by their names. */
    CelTypeProvider known() {
        return new Known(ImmutableMap.copyOf(objects));
    }

    private record Known(ImmutableMap<String, StructType> objects) implements CelTypeProvider {

        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(objects.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(objects.get(name));
        }
    }

    /** A JSON value as expressions take it; moments stay text, which no rule reads. */
    static Object value(JsonNode json) {
        if (json.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
            return fields;
        }
        if (json.isArray()) {
            List<Object> items = new ArrayList<>();
            json.forEach(item -> items.add(value(item)));
            return items;
        }
        if (json.isIntegralNumber()) {
            return json.longValue();
        }
        if (json.isNumber()) {
            return json.doubleValue();
        }
        return json.isBoolean() ? json.booleanValue() : json.asText();
    }
}
