package io.lagcast.recommender;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.grpc.server.autoconfigure.security.GrpcServerOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.security.GrpcServerSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The recommendation service. Started by the {@code serve} and {@code demo} commands. */
@SpringBootApplication(
        exclude = {
            // Would make a user with a password of its own choice.
            UserDetailsServiceAutoConfiguration.class,
            GrpcServerSecurityAutoConfiguration.class,
            GrpcServerOAuth2ResourceServerAutoConfiguration.class
        })
@EnableScheduling
public class LagcastApplication {

    /** The one clock of the service; nothing else asks the machine what time it is. */
    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
