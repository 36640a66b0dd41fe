package io.lagcast.recommender.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lagcast.forecasting.Forecast;
import io.lagcast.forecasting.Horizon;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.recommender.RunningService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ForecastResourceIT extends RunningService {

    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PATH = "/api/v1/workloads/configured.v1/forecast";

    @Test
    void servesThePathOfEveryQuantileAskedFor() {
        live.forecast("configured.v1", ForecastResourceIT::flat);

        JsonNode forecast = json(get(PATH + "?horizon=10m&quantiles=0.95,0.5"));

        assertThat(forecast.path("origin").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(forecast.path("step").asString()).isEqualTo("PT1M");
        assertThat(forecast.path("horizon").asString()).isEqualTo("PT10M");
        assertThat(forecast.path("model").asString()).isEqualTo("flat");
        assertThat(forecast.path("quantiles").get(0).path("level").asDouble()).isEqualTo(0.5);
        assertThat(forecast.path("quantiles")
                        .get(0)
                        .path("values")
                        .valueStream()
                        .map(JsonNode::asDouble))
                .hasSize(10)
                .containsOnly(0.5);
        assertThat(forecast.path("quantiles").get(1).path("level").asDouble()).isEqualTo(0.95);
    }

    @Test
    void servesTheHighestRateToComeSoon() {
        live.forecast("configured.v1", ForecastResourceIT::flat);
        Horizon within = new Horizon(Duration.ofMinutes(5), 1);
        live.peak("configured.v1", flat(within, QuantileLevels.of(0.5, 0.95)));

        JsonNode peak = json(get(PATH + "?horizon=10m&quantiles=0.5,0.95&peakWithin=3m"))
                .path("peak");

        assertThat(peak.toString())
                .isEqualTo(
                        "{\"within\":\"PT5M\",\"quantiles\":[{\"level\":0.5,\"value\":0.5},{\"level\":0.95,\"value\":0.95}]}");
    }

    @Test
    void leavesThePeakOutWhileNoneWasRecorded() {
        live.forecast("configured.v1", ForecastResourceIT::flat);
        live.peak("configured.v1", new Forecast.Unavailable("flat", "no peak was recorded", Duration.ofMinutes(1)));

        JsonNode forecast = json(get(PATH));

        assertThat(forecast.path("peak").isNull()).isTrue();
        assertThat(forecast.path("quantiles").size()).isEqualTo(5);
    }

    @Test
    void looksADayAheadUnlessToldOtherwise() {
        live.forecast("configured.v1", ForecastResourceIT::flat);

        JsonNode forecast = json(get(PATH));

        assertThat(forecast.path("horizon").asString()).isEqualTo("PT24H");
        assertThat(forecast.path("quantiles").size()).isEqualTo(5);
    }

    @Test
    void saysWhatIsMissing() {
        live.forecast(
                "configured.v1",
                (horizon, levels) -> new Forecast.Unavailable("flat", "two values are needed", Duration.ofMinutes(2)));

        HttpResponse<String> answer = get(PATH);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("120");
        assertThat(json(answer).path("detail").asString())
                .contains("two values are needed")
                .contains("PT2M");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, PT1M, PT1M, 1",
        "PT1M, PT2H, PT1M, 120",
        "PT1M, PT2H1M, PT5M, 25",
        "PT1M, PT24H, PT5M, 288",
        "PT1M, PT25H, PT1H, 25",
        "PT1M, PT336H, PT1H, 336",
        "PT5S, PT10M, PT5S, 120",
        "PT5S, PT11M, PT1M, 11",
        "PT10M, PT24H, PT1H, 24",
        "PT10M, PT2H, PT10M, 12",
        "PT2H, PT24H, PT2H, 12",
        "P1D, PT336H, P1D, 14"
    })
    void choosesAStepThatKeepsThePointsFew(Duration own, Duration length, Duration step, int steps) {
        assertThat(ForecastResource.horizon(length, own)).isEqualTo(new Horizon(step, steps));
    }

    private static Forecast flat(Horizon horizon, QuantileLevels levels) {
        double[][] values = new double[levels.count()][horizon.steps()];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(values[i], levels.level(i));
        }
        return new Forecast.Quantiles("flat", ORIGIN, horizon, levels, values);
    }
}
