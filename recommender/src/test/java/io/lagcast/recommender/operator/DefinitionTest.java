package io.lagcast.recommender.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The definition that clusters get says the same as the types that read what they keep. */
class DefinitionTest {

    private static final Path FILE = Path.of("..", "helm", "lagcast", "crd", "consumergroupscaler.yaml");

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            Integer.class, "integer",
            int.class, "integer",
            Long.class, "integer",
            Double.class, "number");

    @Test
    void definesTheKindUnderItsNames() throws IOException {
        Map<String, Object> spec = map(definition(), "spec");
        ConsumerGroupScaler scaler = new ConsumerGroupScaler();

        assertThat(spec).containsEntry("group", ConsumerGroupScaler.GROUP).containsEntry("scope", "Namespaced");
        assertThat(version()).containsEntry("name", ConsumerGroupScaler.VERSION);
        assertThat(map(spec, "names"))
                .containsEntry("kind", scaler.getKind())
                .containsEntry("plural", scaler.getPlural())
                .containsEntry("singular", scaler.getSingular())
                .containsEntry("shortNames", List.of("cgs"));
    }

    @Test
    void hasEveryFieldOfTheTypesAndNoOther() throws IOException {
        assertThat(fields("", schema("spec"))).isEqualTo(fields("", ScalerSpec.class));
        assertThat(fields("", schema("status"))).isEqualTo(fields("", ScalerStatus.class));
    }

    @Test
    void describesEveryFieldThatPeopleWrite() throws IOException {
        Map<String, Object> properties = map(schema("spec"), "properties");

        assertThat(properties.values())
                .filteredOn(property -> !(property instanceof Map<?, ?> known && known.containsKey("description")))
                .isEmpty();
    }

    @Test
    void namesColumnsThatExist() throws IOException {
        Set<String> known = new TreeSet<>(Set.of(".metadata.creationTimestamp"));
        fields(".status", schema("status")).keySet().forEach(known::add);
        fields(".spec", schema("spec")).keySet().forEach(known::add);

        List<?> columns = (List<?>) Objects.requireNonNull(version().get("additionalPrinterColumns"));
        assertThat(columns)
                .hasSizeGreaterThan(5)
                .extracting(column -> String.valueOf(((Map<?, ?>) column).get("jsonPath"))
                        .replaceAll("\\[\\?\\(@\\.type==\"[A-Z][a-z]+\"\\)]", ""))
                .allSatisfy(path -> assertThat(known).contains(path));
    }

    /** Path of every field with its type, as the schema has them. */
    private static Map<String, String> fields(String path, Map<String, Object> schema) {
        Map<String, String> fields = new TreeMap<>();
        map(schema, "properties").forEach((name, property) -> {
            Map<String, Object> declared = cast(property);
            Map<String, Object> items = declared.containsKey("items") ? map(declared, "items") : declared;
            fields.put(path + "." + name, String.valueOf(declared.get("type")));
            if (items.containsKey("properties")) {
                fields.putAll(fields(path + "." + name, items));
            }
        });
        return fields;
    }

    /** Path of every field with its type, as a record has them. */
    private static Map<String, String> fields(String path, Class<?> type) {
        Map<String, String> fields = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = path + "." + component.getName();
            Type generic = component.getGenericType();
            if (generic instanceof ParameterizedType list) {
                fields.put(name, "array");
                fields.putAll(nested(name, (Class<?>) list.getActualTypeArguments()[0]));
            } else {
                Class<?> declared = component.getType();
                fields.put(name, declared.isEnum() ? "string" : TYPES.getOrDefault(declared, "object"));
                fields.putAll(nested(name, declared));
            }
        }
        return fields;
    }

    private static Map<String, String> nested(String path, Class<?> type) {
        if (type == Condition.class) {
            return Map.of(
                    path + ".type", "string",
                    path + ".status", "string",
                    path + ".reason", "string",
                    path + ".message", "string",
                    path + ".observedGeneration", "integer",
                    path + ".lastTransitionTime", "string");
        }
        return type.isRecord() ? fields(path, type) : Map.of();
    }

    @Test
    void allowsTheModesThatTheOperatorKnows() throws IOException {
        assertThat(map(map(schema("spec"), "properties"), "mode"))
                .containsEntry(
                        "enum",
                        Arrays.stream(ScalerSpec.Mode.values()).map(Enum::name).collect(Collectors.toList()));
    }

    private static Map<String, Object> schema(String part) throws IOException {
        Map<String, Object> root = map(map(version(), "schema"), "openAPIV3Schema");
        return map(map(root, "properties"), part);
    }

    private static Map<String, Object> version() throws IOException {
        List<?> versions =
                (List<?>) Objects.requireNonNull(map(definition(), "spec").get("versions"));
        return cast(versions.getFirst());
    }

    private static Map<String, Object> definition() throws IOException {
        try (Reader file = Files.newBufferedReader(FILE)) {
            return new Yaml().load(file);
        }
    }

    private static Map<String, Object> map(Map<String, Object> parent, String name) {
        return cast(parent.get(name));
    }

    @SuppressWarnings("unchecked") // what YAML parsers make
    private static Map<String, Object> cast(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
