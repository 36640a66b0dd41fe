package io.lagcast.recommender.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the README's picture of a service that runs, best of {@code ./lagcast demo}:
 * {@code mvn -pl recommender -am verify -Dtest=none -Dit.test=ConsoleScreenshotIT -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false -Dlagcast.console=http://localhost:8080/}.
 */
@EnabledIfSystemProperty(
        named = "lagcast.console",
        matches = "https?://.+",
        disabledReason = "Only writes the README's picture; -Dlagcast.console=ADDRESS names the service to take it of")
class ConsoleScreenshotIT {

    private static final Path PICTURE = Path.of("../docs/console.png");

    /** A README that loads slowly is not read. */
    private static final int MOST_BYTES = 300 * 1024;

    @Test
    void writesThePictureOfTheReadme() {
        try (Chromium browser = Chromium.start()) {
            Page page =
                    browser.visit(options -> options.setViewportSize(1280, 980).setColorScheme(ColorScheme.LIGHT));
            page.navigate(System.getProperty("lagcast.console", ""));
            page.locator("tr[data-workload] a").first().click();
            assertThat(page.locator("#advice .why strong")).not().isEmpty();
            assertThat(page.locator("#chart-production canvas")).isVisible();
            page.waitForTimeout(2000);

            byte[] picture = page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE));

            assertThat(picture).hasSizeLessThan(MOST_BYTES);
        }
    }
}
