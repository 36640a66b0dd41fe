package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class DurationOptionTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "15min, PT15M",
        "1h30m, PT1H30M",
        "8d, PT192H",
        "24H, PT24H",
        "PT30S, PT30S"
    })
    void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(new DurationOption().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S, 500ms", "PT90M, 1h30m", "PT192H, 8d", "PT0S, 0s"})
    void writesThemThatWayToo(Duration duration, String expected) {
        assertThat(DurationOption.text(duration)).isEqualTo(expected);
    }

    @Test
    void namesWhatIsNone() {
        assertThatThrownBy(() -> new DurationOption().convert("soon"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'soon'");
    }
}
