package io.lagcast.recommender.persistence;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** Defaults for the connection pool and health, below anything the user configures. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PersistenceSettings.class, DataDirectory.class})
@PropertySource("classpath:io/lagcast/recommender/persistence/defaults.properties")
class PersistenceConfiguration {}
