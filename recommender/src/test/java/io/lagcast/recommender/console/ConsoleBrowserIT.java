package io.lagcast.recommender.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees of the console: a real browser, the real service, a real database. */
class ConsoleBrowserIT {

    /** Left as it is: gets samples that say the same again. */
    private static final String WORKLOAD = "orders";

    /** Gets further samples. */
    private static final String BUSY_WORKLOAD = "payments";

    private static final String ROW = "tr[data-workload=" + WORKLOAD + "]";

    private static @Nullable Chromium startedBrowser;
    private static @Nullable TestingService startedService;

    @BeforeAll
    static void watchOneWorkload() {
        startedBrowser = Chromium.start();
        startedService = TestingService.start();
        startedService.watch(WORKLOAD);
        startedService.watch(BUSY_WORKLOAD);
    }

    @AfterAll
    static void stop() {
        if (startedService != null) {
            startedService.close();
        }
        if (startedBrowser != null) {
            startedBrowser.close();
        }
    }

    /** What was seen last is shown as old after two minutes. */
    @BeforeEach
    void isSeenStill() {
        service().pushAnother(WORKLOAD);
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(browser().leave()).isEmpty();
    }

    @Test
    void showsEveryWorkloadAtAGlance() {
        Page page = open("");

        Locator row = page.locator(ROW);

        assertThat(row.locator("th")).containsText(WORKLOAD);
        assertThat(row.locator(".badge")).hasText(Pattern.compile("On time|Abstaining|Settling"));
        assertThat(row.locator(".c-rate")).hasText("400/s");
        assertThat(row.locator(".c-replicas .current")).hasText("2");
        assertThat(row.locator(".c-time")).containsText("/ 30 s");
        assertThat(row.locator(".action")).not().hasText("No advice");
    }

    @Test
    void filtersAndSortsByWhatTheReaderAsksFor() {
        Page page = open("");

        page.fill("#search", "no such name");
        assertThat(page.locator(".nothing:visible")).hasText("No workload matches the filter.");
        page.fill("#search", "RDER");
        page.locator("th.c-lag button").click();

        assertThat(page.locator("tr[data-workload]")).hasCount(1);
        assertThat(page.locator("th.c-lag")).hasAttribute("aria-sort", "ascending");
        assertThat(page).hasURL(service().address() + "#/?q=RDER&sort=lag");
    }

    @Test
    void tellsANewcomerWhatToDo() {
        Page page = visit(options -> options);
        page.route(
                "**/api/v1/workloads",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"items\":[]}")));

        page.navigate(service().address());

        assertThat(page.locator(".empty"))
                .containsText("curl -X PUT " + service().address() + "api/v1/workloads/");
    }

    @Test
    void drawsWhatIsKnownOfAWorkload() {
        Page page = open("#/workloads/" + WORKLOAD);

        assertThat(page.locator("h1")).hasText(WORKLOAD);
        assertThat(page.locator("[data-figure=produced] .value")).hasText("400/s");
        assertThat(page.locator("#advice .why strong")).not().isEmpty();
        assertThat(page.locator("#learned")).containsText("Throughput per replica");
        waitForPoints(page, "production", "produced", 20);
        waitForPoints(page, "lag-time", "lag time", 20);
        waitForPoints(page, "lag", "lag", 20);
        waitForPoints(page, "replicas", "running", 20);
        waitForInk(page, "production", 1000);
    }

    @Test
    void showsHowTheModelsDoAsFarAheadAsTheReaderLooks() {
        Page page = visit(options -> options);
        explainWith(page, """
                {"trusted": true, "models": [
                  {"model": "combination", "from": "PT5M", "to": "PT5M", "loss": 7.9, "relativeToLastValue": 0.71, "weight": 1, "origins": 1130, "chosen": true,
                   "levels": [{"level": 0.5, "loss": 8, "coverage": 0.481}, {"level": 0.975, "loss": 3, "coverage": 0.97}]},
                  {"model": "ridge", "from": "PT5M", "to": "PT5M", "loss": 7.8, "relativeToLastValue": 0.7, "weight": 0.82, "origins": 1130, "chosen": false,
                   "levels": []},
                  {"model": "last value", "from": "PT40M", "to": "PT1H15M", "loss": 9, "relativeToLastValue": 1, "weight": 0.5, "origins": 40, "chosen": true,
                   "levels": []},
                  {"model": "combination", "from": "PT40M", "to": "PT1H15M", "loss": 9.5, "relativeToLastValue": 1.06, "weight": 1, "origins": 40,
                   "chosen": false, "levels": [{"level": 0.5, "loss": 8, "coverage": 0.6}]}]}""");
        Locator models = page.locator("#models");

        page.navigate(service().address() + "#/workloads/" + WORKLOAD);

        assertThat(models.locator(".answer"))
                .containsText("The combination answers, 29 % less loss than the last value.");
        assertThat(models.locator(".models tbody tr"))
                .hasText(new String[] {"combination (answers)7.900.71", "ridge82 %7.800.70"});
        assertThat(models.locator(".coverage tbody tr")).hasText(new String[] {"50 %48.1 %", "97.5 %97 %"});
        models.locator("select").focus();
        page.keyboard().press("ArrowDown");
        assertThat(models.locator("select")).hasValue("PT40M/PT1H15M");
        assertThat(models.locator("select option:checked")).hasText("40 min to 1 h 15 min");
        assertThat(models.locator(".answer"))
                .containsText(
                        "The last value answers: the combination has not proved better, 6 % more loss than the last value.");
        assertThat(models.locator(".models tbody tr").first()).containsText("combination");
    }

    @Test
    void saysWhereTheModelsComeFrom() {
        Page page = visit(options -> options);
        page.route(
                "**/api/v1/workloads/" + WORKLOAD + "/forecast/models",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"workload": "orders", "models": [
                                  {"model": "last value", "step": "PT1M", "learner": "io.lagcast.LastValue", "training": null, "choices": [], "seed": null,
                                   "provenance": null, "remark": null, "weights": []},
                                  {"model": "quantile trees", "step": "PT1M", "learner": "io.lagcast.QuantileTrees",
                                   "training": {"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "samples": 1400},
                                   "choices": [{"name": "trees", "value": "60"}], "seed": 1, "provenance": null, "remark": "Two answers were left out.",
                                   "weights": [{"from": "PT1M", "to": "PT1M", "weight": 0.1}, {"from": "PT5M", "to": "PT5M", "weight": 0.62}]}]}""")));
        Locator origins = page.locator("#origins");

        page.navigate(service().address() + "#/workloads/" + WORKLOAD);

        assertThat(origins).containsText("2 models, 1 of them fitted on up to 1,400 samples from");
        origins.locator("summary").first().click();
        Locator trees = origins.locator("tr[data-model='quantile trees']");
        assertThat(trees).containsText("QuantileTrees, 1,400 samples to");
        assertThat(trees).containsText("Two answers were left out.");
        assertThat(trees.locator(".number")).hasText("62 % at 5 min");
        trees.locator("summary").click();
        assertThat(trees.locator(".choices")).hasText("trees60seed1");
        assertThat(origins.locator("tr[data-model='last value'] .number")).hasText("not scored");
    }

    @Test
    void saysWhereTheRealModelsComeFrom() {
        Page page = open("#/workloads/" + WORKLOAD);

        assertThat(page.locator("#origins")).containsText(Pattern.compile("\\d+ models"));
    }

    @Test
    void offersTheDataOfAChartAsATable() {
        Page page = open("#/workloads/" + WORKLOAD);
        waitForPoints(page, "production", "produced", 20);

        page.locator("figure:has(#chart-production) summary").click();

        assertThat(page.locator("figure:has(#chart-production) tbody tr")
                        .first()
                        .locator("td")
                        .nth(1))
                .hasText("400");
    }

    @Test
    void showsANewSampleWithoutAReload() {
        Page page = open("#/workloads/" + BUSY_WORKLOAD);
        assertThat(page.locator("#connection")).hasText("Live");
        page.evaluate("() => { window.sameDocument = true; }");

        service().pushSample(BUSY_WORKLOAD, 1160);

        assertThat(page.locator("[data-figure=lag] .value")).hasText("4.64 k");
        assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
        service().pushSample(BUSY_WORKLOAD, 12);
        assertThat(page.locator("[data-figure=lag] .value")).hasText("48");
    }

    @Test
    void canBeUsedByKeyboardAlone() {
        Page page = open("");
        assertThat(page.locator(ROW)).isVisible();

        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        page.keyboard().press("/");
        assertThat(page.locator("#search")).isFocused();
        page.locator(ROW + " a").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).isFocused();
        assertThat(page.locator("h1")).hasText(WORKLOAD);
        page.locator("input[name=range]:checked").focus();
        page.keyboard().press("ArrowRight");

        assertThat(page.locator("input[name=range]:checked")).hasAttribute("value", "6h");
        assertThat(page).hasURL(Pattern.compile(".*range=6h$"));
    }

    @Test
    void isDarkWhereTheSystemIsAndAsTheReaderChooses() {
        Page page = visit(options -> options.setColorScheme(ColorScheme.DARK));
        page.navigate(service().address());

        assertThat(page.locator("body")).hasCSS("background-color", "rgb(15, 18, 22)");
        page.locator("#theme").click();

        assertThat(page.locator("#theme")).hasAttribute("aria-label", "Light theme. Change theme");
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(245, 246, 248)");
        page.reload();
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(245, 246, 248)");
    }

    @Test
    void fitsAPhone() {
        Page page = visit(options -> options.setViewportSize(360, 740));
        page.navigate(service().address());
        assertThat(page.locator(ROW + " .badge")).isVisible();
        waitUntilItFits(page);

        page.locator(ROW + " a").click();
        waitForPoints(page, "production", "produced", 20);

        waitUntilItFits(page);
    }

    @Test
    void saysWhatIsWrongInWords() {
        Page page = open("#/workloads/nobody");

        assertThat(page.locator(".notice")).hasText("There is no workload called nobody.");
    }

    @Test
    void keepsWhatWasKnownWhenTheServiceDoesNotAnswer() {
        Page page = visit(options -> options);
        page.navigate(service().address());
        assertThat(page.locator(ROW)).isVisible();
        assertThat(page.locator("#connection")).hasText("Live");

        page.context().setOffline(true);

        assertThat(page.locator("#connection")).containsText("Offline");
        assertThat(page.locator(".notice")).containsText("Shown is what was known last.");
        assertThat(page.locator(ROW)).isVisible();
    }

    /** Puts a forecast's record into what the service says of a workload. */
    private static void explainWith(Page page, String forecast) {
        page.route("**/api/v1/workloads/" + WORKLOAD + "/explanation", route -> {
            String explanation = route.fetch().text();
            String replaced = explanation.substring(0, explanation.lastIndexOf("\"forecast\":")) + "\"forecast\":"
                    + forecast + "}";
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(replaced));
        });
    }

    private static Page open(String address) {
        Page page = visit(options -> options);
        page.navigate(service().address() + address);
        return page;
    }

    private static Page visit(UnaryOperator<com.microsoft.playwright.Browser.NewContextOptions> options) {
        return browser().visit(options);
    }

    /** Asks the charting library itself what it draws. */
    private static void waitForPoints(Page page, String chart, String series, int least) {
        page.waitForFunction("""
                async ({ chart, series, least }) => {
                  const echarts = await import(new URL('webjars/echarts/dist/echarts.esm.min.js', document.baseURI.split('#')[0]).href);
                  const plot = echarts.getInstanceByDom(document.getElementById(`chart-${chart}`));
                  const drawn = plot?.getOption()?.series?.find(({ name }) => name === series);
                  return (drawn?.data ?? []).filter(([, value]) => value !== null).length >= least;
                }
                """, Map.of("chart", chart, "series", series, "least", least));
    }

    /** Waits until the chart stands on the screen: the charting library knows its data a frame before it makes the canvas. */
    private static void waitForInk(Page page, String chart, int leastPixels) {
        page.waitForFunction("""
                ({ chart, leastPixels }) => {
                  const canvas = document.querySelector(`#chart-${chart} canvas`);
                  if (!canvas?.width || !canvas.height) return false;
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  return data.filter((value, index) => index % 4 === 3 && value > 0).length > leastPixels;
                }
                """, Map.of("chart", chart, "leastPixels", leastPixels));
    }

    private static void waitUntilItFits(Page page) {
        page.waitForFunction("() => document.documentElement.scrollWidth === innerWidth");
    }

    private static Chromium browser() {
        if (startedBrowser == null) {
            throw new IllegalStateException("The browser is not started");
        }
        return startedBrowser;
    }

    private static TestingService service() {
        if (startedService == null) {
            throw new IllegalStateException("The service is not started");
        }
        return startedService;
    }
}
