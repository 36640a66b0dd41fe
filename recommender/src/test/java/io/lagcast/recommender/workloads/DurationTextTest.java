package io.lagcast.recommender.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "5m, PT5M",
        "2h, PT2H",
        "1d, P1D",
        "500ms, PT0.5S",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "PT30S, PT30S",
        "pt5m, PT5M",
        "P1D, P1D",
        "-PT5S, PT-5S",
        " 30s , PT30S"
    })
    void readsDurationsAsPeopleWriteThem(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "30",
                "s",
                "30 parsecs",
                "5m and more",
                "1e3s",
                "P",
                "PT",
                "999999999999d",
                "PT99999999999999999H",
                "P1M"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
