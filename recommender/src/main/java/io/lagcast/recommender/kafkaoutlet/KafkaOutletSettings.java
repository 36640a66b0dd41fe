package io.lagcast.recommender.kafkaoutlet;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where recommendations are published.
 *
 * @param cluster name of a configured cluster; without it nothing is published
 * @param topic name of the topic, made when it is not there and the broker allows it
 * @param partitions how many partitions the topic is made with
 * @param batch most records between two entries of what was acknowledged
 * @param pollInterval how often it is looked for recommendations to be published
 * @param sendTimeout how long the cluster may take to acknowledge records before they are sent again
 */
@Validated
@ConfigurationProperties("lagcast.kafka-outlet")
record KafkaOutletSettings(
        @NotBlank String cluster,
        @DefaultValue("lagcast.recommendations") @NotBlank String topic,
        @DefaultValue("6") @Min(1) @Max(10_000) int partitions,
        @DefaultValue("500") @Min(1) @Max(10_000) int batch,
        @DefaultValue("200ms") Duration pollInterval,
        @DefaultValue("20s") Duration sendTimeout) {

    KafkaOutletSettings {
        requirePositive("poll-interval", pollInterval);
        requirePositive("send-timeout", sendTimeout);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("lagcast.kafka-outlet." + name + " must be positive but was " + value);
        }
    }
}
