package io.lagcast.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference of the configuration is what the settings' own Javadoc and defaults say. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "configuration.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(lagcast\\.[a-z.-]+)");

    /** Written anew with {@code -Dgolden.update=true}. */
    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        String reference = reference();

        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, reference);
        }
        assertThat(Files.readString(REFERENCE)).isEqualTo(reference);
    }

    @Test
    void knowsEveryPlaceholderAndDescribesEverySetting() throws IOException {
        Map<String, JsonNode> settings = settings();

        assertThat(settings.keySet()).containsAll(placeholders());
        assertThat(settings.values())
                .allSatisfy(setting -> assertThat(setting.path("description").asString(""))
                        .as(setting.path("name").asString())
                        .isNotBlank());
    }

    private static String reference() {
        Map<String, List<JsonNode>> groups = new TreeMap<>();
        settings().forEach((name, setting) -> groups.computeIfAbsent(group(name), group -> new ArrayList<>())
                .add(setting));
        return """
                # Configuration

                <!-- From the settings' own Javadoc; written by mvn -pl recommender -am test -Dtest=ConfigurationReferenceTest -Dgolden.update=true. -->

                Every setting of Lagcast's own with its default. On the command line `--lagcast.ledger.retention=30d`, in the environment `LAGCAST_LEDGER_RETENTION=30d`, or in a YAML file
                that `--spring.config.additional-location=file:lagcast.yaml` names. Durations are like `15s`, `250ms`, `7d` or ISO 8601, sizes like `64KB`. What is not listed is Spring Boot's:
                `server.port`, `spring.datasource.url`, `logging.level` and so on; `recommender/src/main/resources/application.yaml` holds what Lagcast sets of it.
                """ + groups.values().stream().map(ConfigurationReferenceTest::table).collect(Collectors.joining());
    }

    /** The first two parts of a name; what has but two stands together. */
    private static String group(String name) {
        String[] parts = name.split("\\.");
        return parts.length > 2 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static String table(List<JsonNode> settings) {
        String group = group(settings.getFirst().path("name").asString());
        return "\n## " + group + "\n\n| setting | default | |\n| --- | --- | --- |\n"
                + settings.stream().map(ConfigurationReferenceTest::row).collect(Collectors.joining());
    }

    private static String row(JsonNode setting) {
        return "| `" + setting.path("name").asString() + "` | " + defaultOf(setting) + " | "
                + sentence(setting.path("description").asString("")) + " |\n";
    }

    private static String defaultOf(JsonNode setting) {
        JsonNode value = setting.path("defaultValue");
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : value.asString();
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String sentence(String description) {
        String text = description.strip().replaceAll("\\s+", " ").replace("|", "\\|");
        String begun = text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private static Map<String, JsonNode> settings() {
        Map<String, JsonNode> settings = new TreeMap<>();
        try (InputStream in =
                Files.newInputStream(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json"))) {
            JsonMapper.shared().readTree(in).path("properties").valueStream().forEach(setting -> {
                String name = setting.path("name").asString();
                if (name.startsWith("lagcast.")) {
                    settings.put(name, setting);
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return settings;
    }

    private static Set<String> placeholders() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                PLACEHOLDER.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }
}
