package io.lagcast.recommender.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person sees of a replay of a workload's own past. The service is real; replays, which take a minute, are played to the page. */
class ReplaysBrowserIT {

    private static final String WORKLOAD = "orders";

    @SuppressWarnings("NullAway.Init")
    private static Chromium browser;

    @SuppressWarnings("NullAway.Init")
    private static TestingService service;

    @BeforeAll
    static void watchOneWorkload() {
        browser = Chromium.start();
        service = TestingService.start();
        service.watch(WORKLOAD);
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(service).ifPresent(TestingService::close);
        Optional.ofNullable(browser).ifPresent(Chromium::close);
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(browser.leave()).isEmpty();
    }

    @Test
    void followsAReplayAndShowsWhatWouldHaveBeen() {
        Page page = browser.visit(options -> options.setViewportSize(1280, 980));
        List<String> asked = new ArrayList<>();
        AtomicBoolean ended = new AtomicBoolean();
        page.route("**/api/v1/workloads/" + WORKLOAD + "/replays?*", route -> {
            asked.add(route.request().method() + " " + route.request().url());
            answer(route, running(0));
        });
        page.route("**/api/v1/workloads/" + WORKLOAD + "/replays/r1", route -> {
            asked.add("look");
            answer(route, ended.get() ? done() : running(0.4));
        });

        page.navigate(service.address() + "#/workloads/" + WORKLOAD);
        page.locator("a[href$='/replays']").click();
        assertThat(page.locator("h1")).hasText("What would have been");
        page.fill("#replay-scalers", "hpa:10000");
        page.locator("#replay-start").click();

        assertThat(page.locator("#replay-status")).containsText("40 %, lagcast");
        ended.set(true);
        assertThat(page.locator("#replay-summary")).hasText("In these 7.0 days Lagcast would have used 4.0 replicas.");
        assertThat(page.locator(".replay-table tbody tr")).hasCount(3);
        assertThat(page.locator(".replay-table tbody tr").first()).containsText("clairvoyant");
        assertThat(page.locator("[data-role=RECORDED]")).containsText("+100 %");
        assertThat(page.locator("[data-role=RECORDED] .missed")).hasText("2 min");
        assertThat(asked.getFirst()).startsWith("POST ").contains("scalers=hpa%3A10000");
        page.locator("figure:has(#chart-replay) summary").click();
        assertThat(page.locator("figure:has(#chart-replay) tbody tr")).hasCount(100);
        page.locator("figure:has(#chart-replay) summary").click();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "replays.png")));
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        Page page = browser.visit(UnaryOperator.identity());
        page.navigate(service.address() + "#/workloads/" + WORKLOAD + "/replays");
        page.waitForCondition(this::aQuarterOfAnHourIsStored);

        page.locator("#replay-start").click();

        assertThat(page.locator("#replay-status")).containsText("Arrivals are stored from");
    }

    /** Rollups are written behind the samples they come from. */
    private boolean aQuarterOfAnHourIsStored() {
        return service.rows(
                                "SELECT FROM v_rollups WHERE resolution_seconds = 60 AND production_records_per_second IS NOT NULL")
                        .size()
                >= 15;
    }

    private static void answer(Route route, String json) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(json));
    }

    private static String running(double progress) {
        return """
                {"id": "r1", "workload": "orders", "state": "RUNNING", "askedAt": "2026-03-08T00:00:00Z", "from": "2026-03-01T00:00:00Z",
                 "to": "2026-03-08T00:00:00Z", "doing": "lagcast", "progress": %s}""".formatted(progress);
    }

    private static String done() {
        String arrivals = IntStream.range(0, 100)
                .mapToObj(i -> Double.toString(Math.rint(4000 - 2000 * Math.cos(i / 7.0))))
                .collect(Collectors.joining(","));
        String wave = IntStream.range(0, 100)
                .mapToObj(i -> Integer.toString(4 + (int) Math.rint(-2 * Math.cos(i / 7.0))))
                .collect(Collectors.joining(","));
        String flat = IntStream.range(0, 100).mapToObj(i -> "8").collect(Collectors.joining(","));
        return """
                {"id": "r1", "workload": "orders", "state": "DONE", "askedAt": "2026-03-08T00:00:00Z", "from": "2026-03-01T00:00:00Z",
                 "to": "2026-03-08T00:00:00Z", "progress": 1, "summary": "In these 7.0 days Lagcast would have used 4.0 replicas.",
                 "assumptions": {"consumers": 40, "throughputPerReplica": 1000, "startUp": "PT30S", "rebalancePause": "PT10S", "protocol": "EAGER",
                  "sessionTimeout": "PT0S", "lagTime": "PT30S", "minReplicas": 1, "maxReplicas": 40, "learnedBefore": "PT192H", "missingShare": 0.01},
                 "measured": {"knownShare": 1, "meanReplicas": 8, "replicaHours": 1344, "moves": 3, "maxLagRecords": 9000, "maxLagSeconds": 60,
                  "shareOfTimeInTime": 0.98},
                 "scalers": [%s, %s, %s],
                 "course": {"start": "2026-03-01T00:00:00Z", "step": "PT6048S", "arrivalsPerSecond": [%s],
                  "replicas": [{"scaler": "lagcast", "mean": [%s]}, {"scaler": "recorded", "mean": [%s]}, {"scaler": "clairvoyant", "mean": [%s]}]}}""".formatted(
                        scaler("lagcast", "LAGCAST", 4, 0.99987, 672, 20),
                        scaler("recorded", "RECORDED", 8, 0.97, 1344, 120),
                        scaler("clairvoyant", "CLAIRVOYANT", 3.8, 1, 640, 25),
                        arrivals,
                        wave,
                        flat,
                        wave);
    }

    private static String scaler(String name, String role, double mean, double inTime, double cost, int wait) {
        return """
                {"scaler": "%s", "role": "%s", "tried": 1, "replicaHours": %s, "meanReplicas": %s, "shareInTime": %s, "cost": %s, "costToClairvoyant": 1.1,
                 "meanLagRecords": 10, "maxLagRecords": 100, "meanLagTimeSeconds": 0.5, "p99LagTimeSeconds": 5, "maxLagTimeSeconds": %d, "moves": 70,
                 "movesPerDay": 10}""".formatted(name, role, cost, mean, inTime, cost, wait);
    }
}
