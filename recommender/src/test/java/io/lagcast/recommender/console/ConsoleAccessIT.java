package io.lagcast.recommender.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.lagcast.recommender.TestingMoves;
import io.lagcast.recommender.ledger.Ledger;
import io.lagcast.recommender.persistence.TestingStorage;
import io.lagcast.recommender.security.TokenHash;
import io.lagcast.recommender.webhooks.TestingReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person sees of the console of a service that wants a token: a real browser, the real service, a real receiver of webhooks. */
class ConsoleAccessIT {

    private static final String TOKEN = TokenHash.newToken();
    private static final String WORKLOAD = "orders";

    /** How long the page of webhooks waits before it looks again. */
    private static final Duration REFRESH = Duration.ofSeconds(10);

    private static @Nullable Chromium startedBrowser;
    private static @Nullable TestingService startedService;

    private final List<String> addresses = new CopyOnWriteArrayList<>();
    private final TestingReceiver receiver = new TestingReceiver();

    @BeforeAll
    static void start() {
        startedBrowser = Chromium.start();
        startedService = TestingService.start(
                "--spring.grpc.server.port=0",
                "--lagcast.workloads." + WORKLOAD + ".maxReplicas=50",
                "--lagcast.workloads." + WORKLOAD + ".channel=HPA",
                "--lagcast.security.tokens[0].name=somebody",
                "--lagcast.security.tokens[0].hash=" + TokenHash.of(TOKEN).text(),
                "--lagcast.security.tokens[0].role=ADMIN",
                "--lagcast.webhooks.allowed-addresses=127.0.0.1",
                "--lagcast.webhooks.first-retry=50ms",
                "--lagcast.webhooks.max-retry=50ms",
                "--lagcast.webhooks.give-up-after=200ms",
                "--lagcast.webhooks.poll-interval=50ms");
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(startedService).ifPresent(TestingService::close);
        Optional.ofNullable(startedBrowser).ifPresent(Chromium::close);
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        receiver.close();
        assertThat(browser().leave()).isEmpty();
        assertThat(addresses).noneMatch(address -> address.contains(TOKEN));
    }

    @Test
    void asksForATokenAndKeepsItInTheTabAlone() {
        Page page = browser().visit(options -> options);
        open(page, "");
        assertThat(page.locator("dialog.sign-in")).isVisible();
        picture(page, "sign-in");

        enter(page, "lagcast_wrong");
        assertThat(page.locator("dialog.sign-in .wrong")).isVisible();
        enter(page, TOKEN);

        assertThat(page.locator("tr[data-workload=" + WORKLOAD + "]")).isVisible();
        assertThat(page.locator("#connection")).hasText("Live");
        assertThat((String) page.evaluate("sessionStorage.getItem('lagcast.token')"))
                .isEqualTo(TOKEN);
        assertThat((int) page.evaluate("localStorage.length")).isZero();
        page.reload();
        assertThat(page.locator("#connection")).hasText("Live");
        page.locator("#forget-token").click();
        assertThat(page.locator("dialog.sign-in")).isVisible();
        assertThat(page.locator("tr[data-workload]")).hasCount(0);
    }

    @Test
    void warnsOfAChannelThatCannotCarryTheStep() {
        Page page = signedIn("#/workloads/" + WORKLOAD);

        issue();

        assertThat(page.locator(".channel-warnings li")).containsText("40 -> 42");
        assertThat(page.locator(".policy")).containsText("carried out by HPA");
        picture(page, "warnings");
    }

    @Test
    void addsAWebhookShowsItsSecretOnceAndRedeliversWhatWasParked() {
        Page page = browser().visit(options -> options);
        page.clock().install();
        signIn(page, "#/webhooks");
        assertThat(page.locator("#webhook-list")).hasText("Nobody is told yet.");
        page.fill("#webhook-url", "http://10.0.0.1/");
        page.getByText("Add webhook").click();
        assertThat(page.locator(".webhook-form .wrong")).containsText("10.0.0.1");
        page.fill("#webhook-url", receiver.url());
        page.getByText("Add webhook").click();

        assertThat(page.locator(".secret code")).hasText(Pattern.compile("whsec_.{32,}"));
        Locator webhook = page.locator("[data-webhook]");
        assertThat(webhook.locator(".badge")).hasText("Active");
        page.locator(".secret .buttons button").click();
        assertThat(page.locator(".secret")).isHidden();
        receiver.behave(TestingReceiver.status(500));
        issue();
        TestingStorage.await("that it is parked", () -> !parked().isEmpty());
        page.clock().fastForward(REFRESH.toMillis());
        assertThat(webhook.locator(".parked td.error")).hasText("Answered 500");
        picture(page, "webhooks");
        receiver.behave(TestingReceiver.status(204));
        webhook.locator(".parked button").click();
        assertThat(webhook.locator(".parked")).hasCount(0);

        page.onDialog(Dialog::accept);
        webhook.locator(".webhook-head button", new Locator.LocatorOptions().setHasText("Remove"))
                .click();
        assertThat(page.locator("[data-webhook]")).hasCount(0);
    }

    private static void issue() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        service().bean(Ledger.class).issue(WORKLOAD, TestingMoves.move(now, 40, 42), TestingMoves.PROVENANCE);
    }

    private static List<?> parked() {
        return service().rows("SELECT delivery_id FROM webhook_outbox WHERE status = 'PARKED'");
    }

    private Page signedIn(String address) {
        Page page = browser().visit(options -> options);
        signIn(page, address);
        return page;
    }

    private void signIn(Page page, String address) {
        open(page, address);
        enter(page, TOKEN);
        assertThat(page.locator("#connection")).hasText("Live");
    }

    private static void enter(Page page, String token) {
        page.fill("#token", token);
        page.getByText("Continue").click();
    }

    private void open(Page page, String address) {
        page.onRequest((Request request) -> addresses.add(request.url()));
        page.navigate(service().address() + address);
    }

    /** For the eye, where one is asked for: {@code -Dlagcast.pictures=FOLDER}. */
    private static void picture(Page page, String name) {
        Optional.ofNullable(System.getProperty("lagcast.pictures"))
                .ifPresent(folder ->
                        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png"))));
    }

    private static Chromium browser() {
        return Optional.ofNullable(startedBrowser).orElseThrow();
    }

    private static TestingService service() {
        return Optional.ofNullable(startedService).orElseThrow();
    }
}
