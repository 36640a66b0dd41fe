package io.lagcast.recommender.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lagcast.recommender.channels.Channel;
import io.lagcast.recommender.channels.ChannelPolicy;
import io.lagcast.recommender.workloads.Workload.Origin;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class ChannelFormTest {

    @Test
    void readsTheChannelAndWhatItIsSetTo() {
        assertThat(channel("{channel: hpa, channelTolerance: 5%, channelMaxStepOut: 8, channelMaxStepIn: 2}"))
                .isEqualTo(
                        new ChannelPolicy(Optional.of(Channel.HPA), Optional.of(0.05), Optional.of(8), Optional.of(2)));
        assertThat(channel("{channel: KEDA, channelTolerance: 0}"))
                .isEqualTo(new ChannelPolicy(
                        Optional.of(Channel.KEDA), Optional.of(0.0), Optional.empty(), Optional.empty()));
        assertThat(channel("{}")).isEqualTo(ChannelPolicy.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{channel: PIGEON} | channel: must be one of HPA, KEDA, WPA, WEBHOOK, APPLY, MANUAL",
                "{channel: HPA, channelTolerance: 1} | channelTolerance: must be a share of at least 0 and below 1",
                "{channel: HPA, channelTolerance: -0.1} | channelTolerance: must be a share",
                "{channel: HPA, channelMaxStepOut: 0} | channelMaxStepOut: must be a whole number of at least 1",
                "{channel: HPA, channelMaxStepIn: 1.5} | channelMaxStepIn: must be a whole number of at least 1",
                "{channelTolerance: 0.1} | channel: must be given, since channelTolerance is about it",
                "{chanel: HPA} | chanel: is not a field here. Maybe you meant channel?"
            })
    void namesWhatCannotBeAccepted(String form, String message) {
        assertThatThrownBy(() -> channel(form))
                .isInstanceOf(InvalidWorkloadException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> PolicyFile.parse("workloads: {w: " + form + "}"))
                .isInstanceOf(InvalidWorkloadException.class)
                .hasMessageContaining("workloads.w." + message);
    }

    @Test
    void isPartOfAPolicyFile() {
        PolicyFile file = PolicyFile.parse("workloads: {w: {channel: WPA}, '*': {maxReplicas: 3}}");

        assertThat(file.channel("w")).isEqualTo(ChannelPolicy.of(Channel.WPA));
        assertThat(file.channel("other")).isEqualTo(ChannelPolicy.NONE);
    }

    private static ChannelPolicy channel(String yaml) {
        Map<String, Object> form = new Yaml().load(yaml);
        return WorkloadForm.read("orders", form, Origin.API).channel();
    }
}
