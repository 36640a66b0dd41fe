package io.lagcast.helm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of the chart as a table in Markdown, from {@code values.yaml} and its comments. Sections have a row only if there is something to say
 * about them.
 */
final class ValuesTable {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z_]+):(?: (.*))?");

    /** Spaces a level. */
    private static final int INDENT = 2;

    private final StringBuilder table = new StringBuilder("| value | default | what |\n| --- | --- | --- |\n");
    private final Deque<String> path = new ArrayDeque<>();
    private final List<String> comment = new ArrayList<>();

    private ValuesTable() {}

    static String of(String values) {
        ValuesTable table = new ValuesTable();
        values.lines().skip(1).forEach(table::read);
        return table.table.toString();
    }

    private void read(String line) {
        String text = line.strip();
        if (text.startsWith("#")) {
            comment.add(text.substring(1).strip());
            return;
        }
        Matcher key = KEY.matcher(line);
        if (key.matches()) {
            while (path.size() > key.group(1).length() / INDENT) {
                path.removeLast();
            }
            path.addLast(key.group(2));
            row(key.group(3));
        }
        comment.clear();
    }

    private void row(@Nullable String value) {
        if (value == null && comment.isEmpty()) {
            return;
        }
        String shown = value == null ? "" : "`" + value + "`";
        table.append("| `%s` | %s | %s |\n"
                .formatted(
                        String.join(".", path), shown, String.join(" ", comment).replace("|", "\\|")));
    }
}
