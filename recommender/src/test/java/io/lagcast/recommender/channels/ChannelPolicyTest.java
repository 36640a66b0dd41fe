package io.lagcast.recommender.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.recommender.channels.ChannelWarning.Code;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChannelPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "HPA, 40, 42, SWALLOWED_BY_TOLERANCE",
        "HPA, 10, 11, SWALLOWED_BY_TOLERANCE",
        "HPA, 10, 9, SWALLOWED_BY_TOLERANCE",
        "HPA, 100, 110, SWALLOWED_BY_TOLERANCE",
        "HPA, 9, 10, ",
        "HPA, 10, 12, ",
        "HPA, 5, 8, ",
        "HPA, 4, 8, ",
        "HPA, 1, 5, ",
        "HPA, 1, 6, SPLIT_BY_STEP_LIMIT",
        "HPA, 2, 12, SPLIT_BY_STEP_LIMIT",
        "HPA, 40, 1, ",
        "HPA, 1, 0, ZERO_NOT_POSSIBLE",
        "HPA, 0, 3, STUCK_AT_ZERO",
        "KEDA, 40, 42, SWALLOWED_BY_TOLERANCE",
        "KEDA, 0, 1, ",
        "KEDA, 0, 8, SPLIT_BY_STEP_LIMIT",
        "KEDA, 1, 0, ZERO_NEEDS_SETTINGS",
        "WPA, 40, 42, ",
        "WPA, 10, 15, ",
        "WPA, 10, 16, SPLIT_BY_STEP_LIMIT",
        "WPA, 10, 8, ",
        "WPA, 10, 7, SPLIT_BY_STEP_LIMIT",
        "WPA, 1, 2, ",
        "WPA, 1, 0, ZERO_NEEDS_SETTINGS",
        "WPA, 0, 3, STUCK_AT_ZERO",
        "WEBHOOK, 0, 100, ",
        "APPLY, 100, 0, ",
        "MANUAL, 40, 41, "
    })
    void warnsOfWhatEachExecutorDoesByDefault(Channel channel, int current, int desired, Code expected) {
        List<ChannelWarning> warnings = ChannelPolicy.of(channel).warnings(current, desired);

        assertThat(warnings)
                .extracting(ChannelWarning::code)
                .containsExactlyElementsOf(
                        Optional.ofNullable(expected).stream().toList());
    }

    @Test
    void tellsTheMovesAnHpaMakesOfOneStep() {
        String text = ChannelPolicy.of(Channel.HPA).warnings(2, 12).getFirst().text();

        assertThat(text).contains("2 -> 6 -> 12", "behavior.scaleUp.policies");
        assertThat(ChannelPolicy.of(Channel.WPA).warnings(1, 100).getFirst().text())
                .contains("1 -> 2 -> 3 -> 4 -> 6 -> 9 -> 13 -> ... -> 100");
    }

    @Test
    void isSilentWhenTheExecutorIsSetToCarryTheStep() {
        ChannelPolicy widened =
                new ChannelPolicy(Optional.of(Channel.HPA), Optional.of(0.0), Optional.of(100), Optional.empty());

        assertThat(widened.warnings(40, 42)).isEmpty();
        assertThat(widened.warnings(2, 12)).isEmpty();
        assertThat(widened.warnings(2, 102)).isEmpty();
        assertThat(widened.warnings(2, 103)).hasSize(1);
    }

    @Test
    void takesStepLimitsOfChannelsThatHaveNoneByThemselves() {
        ChannelPolicy careful =
                new ChannelPolicy(Optional.of(Channel.WEBHOOK), Optional.of(0.05), Optional.of(2), Optional.of(1));

        assertThat(careful.warnings(10, 13).getFirst().text()).contains("10 -> 12 -> 13");
        assertThat(careful.warnings(10, 8).getFirst().text()).contains("10 -> 9 -> 8");
        assertThat(careful.warnings(40, 41).getFirst().code()).isEqualTo(Code.SWALLOWED_BY_TOLERANCE);
    }

    @Test
    void saysNothingOfAWorkloadThatStatesNoChannel() {
        assertThat(ChannelPolicy.NONE.warnings(40, 42)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysNothingWhenNothingIsToBeDoneAndTellsEveryWarningInOneBreath(Channel channel) {
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            int current = random.nextInt(1000);
            int desired = random.nextInt(1000);

            assertThat(ChannelPolicy.of(channel).warnings(current, current)).isEmpty();
            assertThat(ChannelPolicy.of(channel).warnings(current, desired))
                    .as("%s -> %s", current, desired)
                    .hasSizeLessThan(2)
                    .allSatisfy(warning -> assertThat(warning.text()).hasSizeBetween(20, 400));
        }
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        Optional<Channel> hpa = Optional.of(Channel.HPA);

        assertThatThrownBy(() -> new ChannelPolicy(hpa, Optional.of(1.0), Optional.empty(), Optional.empty()))
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> new ChannelPolicy(hpa, Optional.empty(), Optional.of(0), Optional.empty()))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(
                        () -> new ChannelPolicy(Optional.empty(), Optional.of(0.1), Optional.empty(), Optional.empty()))
                .hasMessageContaining("need a channel");
    }
}
