package io.lagcast.recommender.fuzzing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that programs stumble over: boundaries, huge ones, other scripts, control characters, other types, and JSON that is none. */
final class OddValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u0007\u001b[31m",
            "line\r\nHeader: injected",
            "\u202etxt",
            "\uD83D\uDE80",
            "\uD800",
            "\u0000\uFFFF",
            "ǻ日本語",
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9223372036854775808",
            "NaN",
            "Infinity",
            "0x10",
            "PT-1S",
            "P999999999D",
            "10s",
            "9999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-01-01T00:00:00+18:01",
            "'; DROP TABLE workloads; --",
            "${jndi:ldap://127.0.0.1:1/a}",
            "../../etc/passwd",
            "%",
            "%00",
            "a/b",
            "a;b=c",
            "a\\b",
            "<script>alert(1)</script>",
            "x".repeat(254),
            "x".repeat(5000));

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "-0.0",
            "1",
            "0.5",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "1e308",
            "1e400",
            "-1e400",
            "1e-400",
            "123456789012345678901234567890",
            "0.30000000000000004");

    private final RandomGenerator random;

    OddValues(RandomGenerator random) {
        this.random = random;
    }

    String text() {
        return random.nextInt(4) == 0 ? randomText() : pick(TEXTS);
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 20);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(5) == 0 ? random.nextInt(0x10FFFF) : random.nextInt(1, 0x7F));
        }
        return text.toString();
    }

    /** Visible ASCII: clients refuse to send anything else in a header. */
    String headerText() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, random.nextInt(10) == 0 ? 2000 : 30);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(0x21, 0x7F));
        }
        return text.toString();
    }

    JsonNode value() {
        return switch (random.nextInt(8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.arrayNode();
            case 3 -> JSON.arrayNode().add(text()).addNull().add(1);
            case 4 -> JSON.objectNode().put(text(), text());
            case 5, 6 -> number();
            default -> JSON.stringNode(text());
        };
    }

    private JsonNode number() {
        return JSON.numberNode(new BigDecimal(pick(NUMBERS)));
    }

    /** The body with something done to one place in it. */
    JsonNode mutated(JsonNode body) {
        JsonNode copy = body.deepCopy();
        List<JsonNode> places = new ArrayList<>();
        collect(copy, places);
        if (places.isEmpty()) {
            return value();
        }
        switch (pick(places)) {
            case ObjectNode object -> mutate(object);
            case ArrayNode array -> mutate(array);
            default -> throw new IllegalStateException("only objects and arrays are collected");
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private void mutate(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        int kind = random.nextInt(6);
        if (names.isEmpty() || kind == 0) {
            object.set(random.nextBoolean() ? "unknownField" : text(), value());
        } else if (kind == 1) {
            object.remove(pick(names));
        } else {
            object.set(pick(names), value());
        }
    }

    private void mutate(ArrayNode array) {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(
                    random.nextBoolean() || array.isEmpty()
                            ? value()
                            : array.get(0).deepCopy());
        } else {
            array.set(random.nextInt(array.size()), value());
        }
    }

    /** Bytes that are no JSON text at all. */
    byte[] malformed(JsonNode body) {
        String text = body.toString();
        return switch (random.nextInt(10)) {
            case 0 -> new byte[0];
            case 1 -> bytes(text.substring(0, random.nextInt(1, text.length())));
            case 2 -> bytes(text + "}");
            case 3 -> new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
            case 4 -> bytes("{\"a\":1,\"a\":2}");
            case 5 -> bytes("[".repeat(5000));
            case 6 -> bytes("{'a': 1}");
            case 7 -> bytes("{\"a\": NaN}");
            case 8 -> bytes("// comment\n{}");
            default -> bytes("{\"a\":\"\u0001\"}");
        };
    }

    /** The body with numbers that would take gigabytes if they were written out. */
    static byte[] withEndlessNumbers(JsonNode body) {
        return bytes(body.toString().replaceAll(":\\d+", ":1e999999999"));
    }

    /** More than the service takes. */
    static byte[] tooLarge(int limitBytes) {
        return bytes("{\"a\":\"" + "x".repeat(limitBytes) + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
