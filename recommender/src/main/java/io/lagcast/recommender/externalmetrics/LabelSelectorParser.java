package io.lagcast.recommender.externalmetrics;

import io.lagcast.recommender.externalmetrics.LabelSelector.Absent;
import io.lagcast.recommender.externalmetrics.LabelSelector.Compared;
import io.lagcast.recommender.externalmetrics.LabelSelector.Exists;
import io.lagcast.recommender.externalmetrics.LabelSelector.In;
import io.lagcast.recommender.externalmetrics.LabelSelector.NotIn;
import io.lagcast.recommender.externalmetrics.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads label selectors: the whole grammar of Kubernetes ({@code =}, {@code ==}, {@code !=}, {@code in}, {@code notin}, {@code >}, {@code <}, a key alone,
 * {@code !key}). Unlike Kubernetes it takes values longer than 63 characters, since a workload's name may be longer. Mutable: one text, one owner.
 */
final class LabelSelectorParser {

    private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|[=!<>(),]|[^\\s=!<>(),]+)");
    private static final Pattern KEY =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._-]{0,253}");
    private static final Set<String> OPERATORS = Set.of("==", "!=", "=", "!", "<", ">", "(", ")", ",");
    private static final String END = "";

    private final String text;
    private final List<String> tokens;
    private int next;

    private LabelSelectorParser(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    /**
     * Reads a selector; a blank one selects everything.
     *
     * @throws IllegalArgumentException naming what is wrong and where
     */
    static LabelSelector parse(String text) {
        return new LabelSelectorParser(text).selector();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text.stripTrailing());
        while (token.lookingAt()) {
            tokens.add(token.group(1));
            token.region(token.end(), token.regionEnd());
        }
        return tokens;
    }

    private LabelSelector selector() {
        List<Requirement> requirements = new ArrayList<>();
        if (!tokens.isEmpty()) {
            requirements.add(requirement());
        }
        while (next < tokens.size()) {
            expect(",");
            requirements.add(requirement());
        }
        return new LabelSelector(requirements);
    }

    private Requirement requirement() {
        if (peek().equals("!")) {
            take();
            return new Absent(key());
        }
        String key = key();
        return switch (peek()) {
            case END, "," -> new Exists(key);
            case "=", "==" -> new In(key, one());
            case "!=" -> new NotIn(key, one());
            case "in" -> new In(key, several());
            case "notin" -> new NotIn(key, several());
            case "<", ">" -> compared(key);
            default -> throw unexpected("an operator such as =, != or in");
        };
    }

    private Requirement compared(String key) {
        boolean greater = take().equals(">");
        if (!peek().matches("-?\\d{1,18}")) {
            throw unexpected("a whole number");
        }
        return new Compared(key, greater, Long.parseLong(take()));
    }

    private Set<String> one() {
        take();
        return Set.of(value());
    }

    private Set<String> several() {
        take();
        expect("(");
        Set<String> values = new HashSet<>();
        values.add(value());
        while (peek().equals(",")) {
            take();
            values.add(value());
        }
        expect(")");
        return values;
    }

    private String key() {
        if (!KEY.matcher(peek()).matches()) {
            throw unexpected("a label key such as workload");
        }
        return take();
    }

    /** A value, which may be nothing at all. */
    private String value() {
        if (OPERATORS.contains(peek()) || peek().equals(END)) {
            return "";
        }
        if (!VALUE.matcher(peek()).matches()) {
            throw unexpected("a label value of A-Z a-z 0-9 . _ -");
        }
        return take();
    }

    private void expect(String token) {
        if (!peek().equals(token)) {
            throw unexpected("\"" + token + "\"");
        }
        take();
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        return tokens.get(next++);
    }

    private IllegalArgumentException unexpected(String expected) {
        String found = next < tokens.size() ? "\"" + tokens.get(next) + "\"" : "its end";
        return new IllegalArgumentException("labelSelector \"" + text + "\" cannot be read: expected " + expected
                + " but found " + found + ". Write for example workload=NAME or workload in (A,B).");
    }
}
