package io.lagcast.recommender.leadership;

import io.lagcast.recommender.LagcastApplication;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.rest.TestingAdvice;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An instance in a process of its own, which a test suspends. Issues a recommendation for every workload that it reads from standard input. */
final class SuspendedInstance {

    private SuspendedInstance() {}

    public static void main(String[] arguments) throws Exception {
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(LagcastApplication.class).run(arguments)) {
            System.out.println("leads " + context.getBean(Leadership.class).leads());
            BufferedReader workloads = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String workload = workloads.readLine(); workload != null; workload = workloads.readLine()) {
                context.getBean(Ledger.class)
                        .issue(workload, TestingAdvice.scaleOut(Instant.now()), TestingAdvice.PROVENANCE);
                System.out.println("issued " + workload);
            }
        }
    }
}
