package io.lagcast.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path README = Chart.DIRECTORY.resolve("README.md");
    private static final String BEGIN = "-Dgolden.update=true. -->\n";
    private static final String END = "<!-- end -->";

    /** Written anew with {@code -Dgolden.update=true}. */
    @Test
    void tellsEveryValueWithItsDefault() throws IOException {
        String readme = Chart.read(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        String table = ValuesTable.of(Chart.read(Chart.DIRECTORY.resolve("values.yaml")));
        String current = readme.substring(0, begin) + table + readme.substring(readme.indexOf(END));

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(README, current);
        }
        assertThat(Chart.read(README)).isEqualTo(current).contains("| `database.urlKey` | `url` |");
    }
}
