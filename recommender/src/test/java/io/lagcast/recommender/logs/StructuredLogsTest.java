package io.lagcast.recommender.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StructuredLogsTest {

    private static final String MESSAGE = "The orders were counted";

    /** Tests log in a way of their own. */
    private static final String PRODUCTION = "--logging.config=classpath:logback.xml";

    private final PrintStream before = System.err;

    /** The way things are logged is the JVM's: others want it as it was. */
    @AfterEach
    void restore() {
        System.setErr(before);
        // Spring Boot keeps what was chosen first.
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
        start().close();
    }

    @ParameterizedTest
    @CsvSource({"ecs,/message,/log/level", "gelf,/short_message,/_level_name", "logstash,/message,/level"})
    void areJsonInTheFormatAskedFor(String format, String message, String level) {
        String line = logged(PRODUCTION, "--logging.structured.format.console=" + format);

        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.at(message).asString()).isEqualTo(MESSAGE);
        assertThat(json.at(level).asString()).isEqualTo("INFO");
    }

    @Test
    void areLinesForPeopleOtherwise() {
        assertThat(logged(PRODUCTION)).matches("\\d{4}-\\d\\d-\\d\\dT.*Z INFO +.*" + MESSAGE + "\\s*");
    }

    private static String logged(String... properties) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream error = System.err;
        try (var application = start(properties);
                PrintStream heard = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setErr(heard);
            LoggerFactory.getLogger(StructuredLogsTest.class).info(MESSAGE);
            assertThat(application.isRunning()).isTrue();
        } finally {
            System.setErr(error);
        }
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(MESSAGE))
                .findFirst()
                .orElse("");
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(properties);
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
