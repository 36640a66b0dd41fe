package io.lagcast.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalerChoiceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "over",
                "fixed:20",
                "hpa:10000",
                "hpa:0.5+behavior",
                "keda:10",
                "rate:0.7",
                "flink:1",
                "lagcast",
                "lagcast+oracle+known",
                "lagcast+zero",
                "foresight:600",
                "clairvoyant",
                "clairvoyant:300",
                "RATE:0.7"
            })
    void readsEveryScaler(String text) {
        assertThat(ScalerChoice.parse(text).text()).isEqualTo(text);
    }

    @Test
    void takesApartWhatItReads() {
        ScalerChoice choice = ScalerChoice.parse("hpa:10000+behavior");

        assertThat(choice.kind()).isEqualTo(ScalerChoice.Kind.HPA);
        assertThat(choice.argument()).isEqualTo(10_000);
        assertThat(choice.variants()).containsExactly("behavior");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "magic|'magic' is no scaler",
                "hpa|'hpa' lacks its number, as in hpa:10000",
                "rate|'rate' lacks its number, as in rate:0.7",
                "over:3|'over:3' takes no number; write over",
                "rate:70|70 is not a utilisation in (0, 1]",
                "rate:0|0 is not a utilisation",
                "foresight|'foresight' lacks its number, as in foresight:600",
                "foresight:0|0 is not a positive number",
                "keda:1.5|1.5 is not a positive whole number",
                "hpa:x|x is not a positive number",
                "hpa:-1|-1 is not a positive number",
                "lagcast+magic|there is no lagcast+magic, only + oracle",
                "over+oracle|there is no over+oracle",
                "+|'+' is no scaler"
            })
    void saysWhatIsWrongWithAScaler(String text, String complaint) {
        assertThatThrownBy(() -> ScalerChoice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
