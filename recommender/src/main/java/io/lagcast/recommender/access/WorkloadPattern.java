package io.lagcast.recommender.access;

/**
 * A pattern of workload names, in which {@code *} is any text and {@code ?} any character.
 *
 * @param text the pattern, of the characters of a workload's name, {@code *} and {@code ?}
 */
public record WorkloadPattern(String text) {

    /** Stands first: the constants below are checked against it. */
    private static final java.util.regex.Pattern FORM = java.util.regex.Pattern.compile("[A-Za-z0-9._*?-]{1,253}");

    /** The pattern of every name. */
    public static final WorkloadPattern ALL = new WorkloadPattern("*");

    public WorkloadPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A workload pattern must be a workload's name, in which * is any text and ? any character, such as"
                            + " orders-*, but was \"" + text + "\"");
        }
    }

    /** Whether the pattern is one of every name. */
    public boolean matchesAll() {
        return text.chars().allMatch(character -> character == '*');
    }

    /** Whether a name is of this pattern. Takes at most the product of both lengths: each star is tried from left to right, only the last one again. */
    public boolean matches(String name) {
        int inText = 0;
        int inName = 0;
        int star = -1;
        int starName = 0;
        while (inName < name.length()) {
            if (inText < text.length() && text.charAt(inText) == '*') {
                star = inText++;
                starName = inName;
            } else if (inText < text.length() && fits(text.charAt(inText), name.charAt(inName))) {
                inText++;
                inName++;
            } else if (star >= 0) {
                inText = star + 1;
                inName = ++starName;
            } else {
                return false;
            }
        }
        return text.substring(inText).chars().allMatch(character -> character == '*');
    }

    private static boolean fits(char wanted, char given) {
        return wanted == '?' || wanted == given;
    }
}
