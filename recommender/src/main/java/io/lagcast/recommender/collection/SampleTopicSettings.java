package io.lagcast.recommender.collection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where pushed samples are read from.
 *
 * @param cluster name of a configured cluster; without it nothing is read
 * @param topic name of the topic
 * @param deadLetterTopic topic on which records that are no sample are set aside
 * @param group consumer group that instances share
 * @param consumers how many consumers this instance has
 */
@Validated
@ConfigurationProperties("lagcast.sample-topic")
record SampleTopicSettings(
        @NotBlank String cluster,
        @DefaultValue("lagcast.samples") @NotBlank String topic,
        @DefaultValue("lagcast.samples.dlt") @NotBlank String deadLetterTopic,
        @DefaultValue("lagcast-samples") @NotBlank String group,
        @DefaultValue("1") @Min(1) @Max(100) int consumers) {}
