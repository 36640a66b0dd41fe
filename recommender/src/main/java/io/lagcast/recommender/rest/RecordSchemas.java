package io.lagcast.recommender.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of the fields of every record in the description which are always there and which may be null, as their types do. */
@Component
class RecordSchemas implements ModelConverter {

    private static final String NULL = "null";

    private final Map<String, Class<?>> records = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
        if (resolved != null && resolved.get$ref() != null && described.isRecord()) {
            records.put(nameOf(resolved.get$ref()), described);
        }
        return resolved;
    }

    private static String nameOf(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** Completes every schema that was made of a record. */
    @SuppressWarnings("rawtypes") // as the library has it
    void complete(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            Class<?> described = records.get(name);
            if (described != null && schema.getProperties() != null) {
                complete(schema, described);
            }
        });
    }

    private static void complete(Schema<?> schema, Class<?> described) {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : described.getRecordComponents()) {
            Schema<?> property = schema.getProperties().get(component.getName());
            if (property == null) {
                continue;
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean demanded =
                    schema.getRequired() != null && schema.getRequired().contains(component.getName());
            if (demanded || (!nullable && !isLeftOut(component))) {
                required.add(component.getName());
            }
            if (nullable && !isLeftOut(component)) {
                schema.getProperties().put(component.getName(), orNull(property));
            }
        }
        schema.setRequired(required.isEmpty() ? null : required);
    }

    /** Whether an empty field is not written at all. */
    private static boolean isLeftOut(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonInclude.class)
                || (component.getDeclaringRecord().isAnnotationPresent(JsonInclude.class)
                        && component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    private static Set<String> typesOf(Schema<?> schema) {
        if (schema.getTypes() != null) {
            return new LinkedHashSet<>(schema.getTypes());
        }
        return schema.getType() == null ? new LinkedHashSet<>() : new LinkedHashSet<>(List.of(schema.getType()));
    }

    private static Schema<?> orNull(Schema<?> schema) {
        Set<String> types = typesOf(schema);
        if (schema.get$ref() == null && schema.getEnum() == null && !types.isEmpty()) {
            types.add(NULL);
            schema.setTypes(types);
            schema.setType(null);
            return schema;
        }
        if (schema.get$ref() == null && schema.getEnum() == null) {
            return schema; // anything, which includes null
        }
        Schema<?> described = new Schema<>().description(schema.getDescription());
        schema.setDescription(null);
        return described.anyOf(List.of(schema, new Schema<>().types(Set.of(NULL))));
    }
}
