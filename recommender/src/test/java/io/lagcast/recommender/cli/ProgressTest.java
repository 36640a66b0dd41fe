package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter err = new StringWriter();
    private long seconds;

    @Test
    void saysNothingAboutAShortRun() {
        Progress progress = progress(false, 3);
        progress.step();
        seconds = 1;
        progress.step();
        progress.step();
        progress.close();

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsALineNowAndThenAndALastOne() {
        Progress progress = progress(false, 22);
        for (int i = 0; i < 22; i++) {
            seconds++;
            progress.step();
        }
        progress.close();

        assertThat(err.toString().lines())
                .containsExactly(
                        "lagcast: 5 of 22 series done after 5 s",
                        "lagcast: 10 of 22 series done after 10 s",
                        "lagcast: 15 of 22 series done after 15 s",
                        "lagcast: 20 of 22 series done after 20 s",
                        "lagcast: 22 of 22 series done after 22 s");
    }

    @Test
    void rewritesABarOnATerminalAndWipesItAwayAtTheEnd() {
        Progress progress = progress(true, 4);
        seconds = 3;
        progress.step();
        progress.close();

        assertThat(err.toString())
                .isEqualTo("\r\u001b[K[#######-----------------------] 1 of 4 series, about 9 s left\r\u001b[K");
    }

    private Progress progress(boolean terminal, long total) {
        return new Progress(new PrintWriter(err), terminal, "series", total, () -> seconds * 1_000_000_000L);
    }
}
