package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.lagcast.recommender.leadership.LeaderDuty;
import io.lagcast.recommender.leadership.Leadership;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.workloads.Workloads;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the operator together, if it is switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lagcast.operator.enabled")
@EnableConfigurationProperties(OperatorSettings.class)
class OperatorConfiguration {

    @Bean(destroyMethod = "close")
    KubernetesClient kubernetesClient(OperatorSettings settings) {
        Config found = Config.autoConfigure(null);
        String apiServer = settings.apiServer();
        return client(apiServer == null ? new ConfigBuilder(found) : new ConfigBuilder(found).withMasterUrl(apiServer));
    }

    /** Gives up early on a server that does not answer: whoever asks tries again at an interval of its own. */
    static KubernetesClient client(ConfigBuilder config) {
        return new KubernetesClientBuilder()
                .withConfig(config.withRequestRetryBackoffLimit(1)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }

    @Bean
    @Order(LeaderDuty.ACTING)
    ScalerOperator scalerOperator(
            KubernetesClient client,
            Workloads workloads,
            Ledger ledger,
            Leadership leadership,
            OperatorSettings settings,
            InstantSource clock) {
        RivalAutoscalers rivals = new RivalAutoscalers(client, clock);
        Mover mover = new Mover(client, rivals, settings, clock);
        MoveEvents events = new MoveEvents(client, clock);
        return new ScalerOperator(
                client,
                () -> new ScalerReconciler(workloads, ledger, mover, events, leadership::isConfirmed, settings, clock),
                settings);
    }
}
