package io.lagcast.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The reference of the configuration is what the settings' own types, defaults and Javadoc say. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "configuration.md");
    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** {@code ${lagcast.some.setting:its default}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(lagcast\\.[a-z.-]+):([^}]*)}");

    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");

    private static final String BEFORE = """
            # Configuration

            <!-- From the settings' own types, defaults and Javadoc. Written by mvn -pl recommender -am test -Dtest=ConfigurationReferenceTest \
            -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dgolden.update=true -->

            Every setting of Lagcast's own. Each can be given on the command line (`--lagcast.ledger.retention=30d`), in the environment (`LAGCAST_LEDGER_RETENTION=30d`) or in a YAML file
            that `--spring.config.additional-location=file:lagcast.yaml` names; the chart's values have them under `config`. A *duration* carries its unit (`250ms`, `15s`, `5m`, `7d`) or is
            ISO 8601 (`PT15S`), a *size* as well (`64KB`, `16MB`), a *number* counts what its text says. Without a default a setting is not given.

            What is not listed is Spring Boot's: `server.port`, `spring.datasource.url`, `logging.level`, `management.opentelemetry` ([traces](../observability.md)) and so on.
            `recommender/src/main/resources/application.yaml` holds what Lagcast sets of it.
            """;

    /** Written anew with {@code -Dgolden.update=true}. */
    @Test
    void listsEverySettingWithItsTypeItsDefaultAndItsMeaning() throws IOException {
        String reference = reference();

        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, reference);
        }
        assertThat(REFERENCE).exists();
        assertThat(Files.readString(REFERENCE)).isEqualTo(reference);
    }

    @Test
    void saysOfEverySettingWhatItMeans() {
        assertThat(settings().values())
                .allSatisfy(setting -> assertThat(setting.path("description").asString(""))
                        .as(setting.path("name").asString())
                        .isNotBlank());
    }

    /** What is read by a placeholder is no part of a class of settings, so that its default is written down twice. */
    @Test
    void knowsEveryPlaceholderAndItsDefault() throws IOException {
        Map<String, JsonNode> settings = settings();

        List<MatchResult> placeholders = placeholders();

        assertThat(placeholders).isNotEmpty().allSatisfy(found -> {
            JsonNode setting = settings.getOrDefault(found.group(1), MissingNode.getInstance());
            assertThat(setting.isMissingNode()).as(found.group()).isFalse();
            assertThat(DurationStyle.detectAndParse(found.group(2)))
                    .as(found.group())
                    .isEqualTo(DurationStyle.detectAndParse(
                            setting.path("defaultValue").asString()));
        });
    }

    private static List<MatchResult> placeholders() throws IOException {
        List<MatchResult> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                PLACEHOLDER.matcher(Files.readString(file)).results().forEach(found::add);
            }
        }
        return found;
    }

    private static String reference() {
        Map<String, List<JsonNode>> groups = new TreeMap<>();
        settings().forEach((name, setting) -> groups.computeIfAbsent(group(name), group -> new ArrayList<>())
                .add(setting));
        return BEFORE
                + groups.entrySet().stream()
                        .map(group -> table(group.getKey(), group.getValue()))
                        .collect(Collectors.joining());
    }

    /** The first two parts of a name; what has but two stands together. */
    private static String group(String name) {
        String[] parts = name.split("\\.", -1);
        return parts.length > 2 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static String table(String group, List<JsonNode> settings) {
        return "\n## " + group + "\n\n| setting | type | default | meaning |\n| --- | --- | --- | --- |\n"
                + settings.stream().map(ConfigurationReferenceTest::row).collect(Collectors.joining());
    }

    private static String row(JsonNode setting) {
        return "| `" + setting.path("name").asString() + "` | "
                + type(setting.path("type").asString()) + " | " + defaultOf(setting) + " | "
                + sentence(setting.path("description").asString("")) + " |\n";
    }

    private static String type(String name) {
        return switch (name) {
            case "java.time.Duration" -> "duration";
            case "org.springframework.util.unit.DataSize" -> "size";
            case "java.lang.Integer" -> "number";
            case "java.lang.Boolean" -> "`true` or `false`";
            case "java.lang.String" -> "text";
            case "java.nio.file.Path" -> "path";
            default -> typeOfMany(name);
        };
    }

    private static String typeOfMany(String name) {
        if (name.startsWith("java.util.List<")) {
            return "list";
        }
        return name.startsWith("java.util.Map<") ? "by name" : choices(name);
    }

    private static String choices(String name) {
        try {
            Object[] constants = Class.forName(name).getEnumConstants();
            assertThat(constants).as("What type a user sees in " + name).isNotNull();
            return Arrays.stream(constants)
                    .map(constant -> "`" + constant + "`")
                    .collect(Collectors.joining(", "));
        } catch (ClassNotFoundException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static String defaultOf(JsonNode setting) {
        JsonNode value = setting.path("defaultValue");
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : value.asString("");
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String sentence(String description) {
        String text = INLINE_TAG
                .matcher(description.strip().replaceAll("\\s+", " "))
                .replaceAll("`$1`")
                .replace("|", "\\|");
        String begun = text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    /** By name. Two classes may have the same one. */
    private static Map<String, JsonNode> settings() {
        try (InputStream in = Files.newInputStream(METADATA)) {
            return JsonMapper.shared()
                    .readTree(in)
                    .path("properties")
                    .valueStream()
                    .filter(setting -> setting.path("name").asString().startsWith("lagcast."))
                    .sorted(Comparator.comparing(
                            setting -> setting.path("sourceType").asString("")))
                    .collect(Collectors.toMap(
                            setting -> setting.path("name").asString(),
                            setting -> setting,
                            (first, second) -> first,
                            TreeMap::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
