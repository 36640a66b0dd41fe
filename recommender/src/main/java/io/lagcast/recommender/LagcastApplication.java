package io.lagcast.recommender;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The recommendation service. Started by the {@code serve} and {@code demo} commands. */
@SpringBootApplication
@EnableScheduling
public class LagcastApplication {

    /** The one clock of the service; nothing else asks the machine what time it is. */
    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
