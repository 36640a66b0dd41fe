package io.lagcast.recommender.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Options that are handed on to the service as configuration: {@code --any.key=value} or {@code --any.key value}. */
final class SpringProperties {

    /** Every key of the configuration has a dot, no option of a command has one. */
    private static final Pattern KEY = Pattern.compile("--[A-Za-z][\\w-]*(\\[[^]]*])?(\\.[\\w\\[\\]-]+)+");

    private static final Pattern ASSIGNMENT = Pattern.compile(KEY.pattern() + "=.*", Pattern.DOTALL);

    private SpringProperties() {}

    /**
     * The arguments in the form {@code --key=value}.
     *
     * @throws UnmatchedArgumentException naming the first argument that is no such option
     */
    static List<String> of(List<String> unmatched, CommandLine command) {
        List<String> properties = new ArrayList<>();
        for (int i = 0; i < unmatched.size(); i++) {
            String argument = unmatched.get(i);
            boolean valueFollows =
                    i + 1 < unmatched.size() && !unmatched.get(i + 1).startsWith("--");
            if (ASSIGNMENT.matcher(argument).matches()) {
                properties.add(argument);
            } else if (KEY.matcher(argument).matches() && valueFollows) {
                properties.add(argument + "=" + unmatched.get(++i));
            } else {
                throw new UnmatchedArgumentException(command, List.of(argument));
            }
        }
        return properties;
    }
}
