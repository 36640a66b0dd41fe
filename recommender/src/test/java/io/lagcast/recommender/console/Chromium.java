package io.lagcast.recommender.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The machine's own Chromium without a window. Remembers every error a page reports. */
final class Chromium implements AutoCloseable {

    /** Where Debian, Ubuntu and Google put it. */
    private static final List<Path> USUAL_PLACES = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--no-first-run");

    /** The browser itself reports every request that is refused or fails. What that means for the API, the page shows; its own files must be there. */
    private static final String FAILED_REQUEST = "Failed to load resource";

    private static final String API = "/api/v1/";

    /** A busy machine takes its time to start a browser, to show a page, and to show what became of a click. */
    private static final double PATIENCE_MILLIS = 90_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    private Chromium(Playwright playwright, Path executable) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(PATIENCE_MILLIS)
                        .setArgs(ARGUMENTS));
    }

    /** Starts it; the test is skipped where there is none. */
    static Chromium start() {
        Optional<Path> executable =
                USUAL_PLACES.stream().filter(Files::isExecutable).findFirst();
        assumeTrue(
                executable.isPresent(),
                () -> "The console is not tested: there is no Chromium at any of " + USUAL_PLACES
                        + ". Maybe install Debian's package chromium.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Chromium(playwright, executable.orElseThrow());
    }

    /** A page of a fresh visitor, 1280 x 900, unless the options say otherwise. */
    Page visit(UnaryOperator<Browser.NewContextOptions> options) {
        BrowserContext context = browser.newContext(options.apply(new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setLocale("en-GB")
                .setReducedMotion(ReducedMotion.REDUCE)));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean refusedByApi = message.text().startsWith(FAILED_REQUEST)
                    && message.location().contains(API);
            if (message.type().equals("error") && !refusedByApi) {
                errors.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    /** Ends all visits and returns what went wrong in them. */
    List<String> leave() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
