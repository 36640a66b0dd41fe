package io.lagcast.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of ConsumerGroupScaler's definition refuse what they say they refuse, and nothing else. */
class ValidationRulesTest {

    private static final Path FILE = Path.of("lagcast", "crd", "consumergroupscaler.yaml");

    private static final ValidationRules RULES = ValidationRules.of(definition(Chart.read(FILE)));

    /** What a rule says, and resources just inside and just outside of it. */
    record Example(String message, String accepted, String refused) {

        @Override
        public String toString() {
            return message + ": " + refused;
        }
    }

    static Stream<Example> examples() {
        String bounds = "maxReplicas must be at least minReplicas";
        String target = "mode APPLY needs target, the object whose replicas to set";
        String channel = "in mode APPLY the channel is APPLY; leave it out";
        String about = "channelTolerance, channelMaxStepOut and channelMaxStepIn need channel, which they are about";
        return Stream.of(
                new Example(
                        "the name must be at most 63 characters long",
                        resource("n".repeat(63), "{}"),
                        resource("n".repeat(64), "{}")),
                example(bounds, "{minReplicas: 3, maxReplicas: 3}", "{minReplicas: 4, maxReplicas: 3}"),
                example(bounds, "{minReplicas: 0, maxReplicas: 1}", "{minReplicas: 2, maxReplicas: 1}"),
                example(target, "{mode: APPLY, target: {name: orders}}", "{mode: APPLY}"),
                example(
                        channel,
                        "{mode: APPLY, target: {name: orders}, channel: APPLY}",
                        "{mode: APPLY, target: {name: orders}, channel: KEDA}"),
                example(about, "{channel: HPA, channelTolerance: 10%}", "{channelTolerance: 10%}"),
                example(about, "{channel: WPA, channelMaxStepOut: 4}", "{mode: PAUSED, channelMaxStepOut: 4}"),
                example(
                        about,
                        "{mode: APPLY, target: {name: orders}, channelMaxStepIn: 4}",
                        "{target: {name: orders}, channelMaxStepIn: 4}"));
    }

    private static Example example(String message, String accepted, String refused) {
        return new Example(message, resource("orders", accepted), resource("orders", refused));
    }

    private static String resource(String name, String spec) {
        return "{apiVersion: lagcast.io/v1alpha1, kind: ConsumerGroupScaler, metadata: {name: %s}, spec: %s}"
                .formatted(name, spec);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsWhatIsJustInsideAndRefusesWhatIsJustOutside(Example example) {
        assertThat(RULES.refusals(json(example.accepted()))).isEmpty();
        assertThat(RULES.refusals(json(example.refused()))).containsExactly(example.message());
    }

    @Test
    void hasAnExampleOfEveryRule() {
        List<String> shown = examples().map(Example::message).distinct().toList();

        assertThat(RULES.messages()).containsExactlyInAnyOrderElementsOf(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.maxReplica > 0",
                "self.maxReplicas > '0'",
                "self.maxReplicas",
                "self.maxReplicas >",
                "self.objective.lagtime != ''"
            })
    void findsARuleThatDoesNotFitTheSchema(String wrong) {
        CustomResourceDefinition definition =
                definition(Chart.read(FILE).replace("self.mode != 'APPLY' || has(self.target)", wrong));

        assertThatThrownBy(() -> ValidationRules.of(definition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wrong);
    }

    @Test
    void needsTheDefaultsThatTheSchemaStates() {
        CustomResourceDefinition without =
                definition(Chart.read(FILE).replace("default: RECOMMEND", "nullable: false"));

        assertThatThrownBy(() -> ValidationRules.of(without).refusals(json(resource("orders", "{}"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("self.mode");
        assertThat(RULES.refusals(json(resource("orders", "{}")))).isEmpty();
    }

    private static CustomResourceDefinition definition(String yaml) {
        return Manifests.of(yaml).only(CustomResourceDefinition.class);
    }

    private static JsonNode json(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
