package io.lagcast.recommender.workloads;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word somebody probably meant: the one with the fewest letters to change (Levenshtein distance), if few enough. */
public final class Nearest {

    private Nearest() {}

    /** The known word nearest to {@code written}, if at most a third of its letters (and at least two) differ. */
    public static Optional<String> to(String written, Collection<String> known) {
        int allowed = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(word -> distance(written, word) <= allowed)
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code Maybe you meant X?} or the list of all that is known. */
    public static String hint(String written, Collection<String> known) {
        return to(written, known)
                .map(word -> "Maybe you meant " + word + "?")
                .orElseGet(() -> "Known are " + String.join(", ", known) + ".");
    }

    private static int distance(String written, String word) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = word.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
