package io.lagcast.recommender.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.lagcast.recommender.certificates.TestingAuthority;
import io.lagcast.recommender.certificates.TestingAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A real etcd and a real kube-apiserver on the loopback interface, started once for all tests of this JVM and ended with it. The binaries are in the
 * directory that the environment variable {@value #DIRECTORY} names, as for the tests of other operators. There are no controllers and no nodes.
 */
final class ControlPlane {

    static final String DIRECTORY = "KUBEBUILDER_ASSETS";

    /** The name in the certificate that the API server shows to those it asks for others. */
    static final String FRONT_PROXY = "front-proxy-client";

    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration END = Duration.ofSeconds(10);

    private final TestingAuthority authority = new TestingAuthority("kubernetes");
    private final TestingAuthority frontProxy = new TestingAuthority("front-proxy-authority");
    private final String adminToken = UUID.randomUUID().toString();
    private final List<Process> processes = new ArrayList<>();
    private final int port = TestingCluster.freePort();
    private final Path files;

    /** Started when it is first asked for. */
    private static final class Running {
        private static final ControlPlane ONLY = new ControlPlane();
    }

    /**
     * The one of this JVM, which answers by then.
     *
     * @throws IllegalStateException with the end of its log, if it does not start
     */
    static ControlPlane running() {
        return Running.ONLY;
    }

    private ControlPlane() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            files = Files.createTempDirectory(target.toAbsolutePath(), "control-plane");
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
            int etcd = TestingCluster.freePort();
            start("etcd", etcdOptions("http://127.0.0.1:" + etcd));
            start("kube-apiserver", apiServerOptions("http://127.0.0.1:" + etcd));
            awaitReady();
        } catch (IOException unwritable) {
            stop();
            throw new UncheckedIOException(unwritable);
        }
    }

    private List<String> etcdOptions(String address) {
        return List.of(
                "--data-dir=" + files.resolve("etcd"),
                "--listen-client-urls=" + address,
                "--advertise-client-urls=" + address,
                "--listen-peer-urls=http://127.0.0.1:0",
                "--unsafe-no-fsync");
    }

    private List<String> apiServerOptions(String etcd) throws IOException {
        Path accounts = write("accounts", authority.signed("accounts"));
        Path server = write("server", authority.signed("kube-apiserver"));
        Path proxy = write("front-proxy", frontProxy.signed(FRONT_PROXY));
        Path tokens = Files.writeString(files.resolve("tokens.csv"), adminToken + ",admin,admin,\"system:masters\"\n");
        Path proxyAuthority = Files.writeString(files.resolve("front-proxy-ca.crt"), frontProxy.pem());
        return List.of(
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                "--token-auth-file=" + tokens,
                "--tls-cert-file=" + server.resolve("tls.crt"),
                "--tls-private-key-file=" + server.resolve("tls.key"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + accounts.resolve("tls.crt"),
                "--service-account-signing-key-file=" + accounts.resolve("tls.key"),
                "--requestheader-client-ca-file=" + proxyAuthority,
                "--requestheader-allowed-names=" + FRONT_PROXY,
                "--requestheader-username-headers=X-Remote-User",
                "--requestheader-group-headers=X-Remote-Group",
                "--requestheader-extra-headers-prefix=X-Remote-Extra-",
                "--proxy-client-cert-file=" + proxy.resolve("tls.crt"),
                "--proxy-client-key-file=" + proxy.resolve("tls.key"));
    }

    private Path write(String name, Identity identity) throws IOException {
        Path directory = Files.createDirectory(files.resolve(name));
        Files.writeString(directory.resolve("tls.crt"), identity.certificatePem());
        Files.writeString(directory.resolve("tls.key"), identity.privateKeyPem());
        return directory;
    }

    private void start(String program, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(binary(program)));
        command.addAll(options);
        processes.add(new ProcessBuilder(command)
                .directory(files.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(program).toFile())
                .start());
    }

    private static String binary(String program) {
        String directory = System.getenv(DIRECTORY);
        if (directory == null || !Files.isExecutable(Path.of(directory, program))) {
            throw new IllegalStateException("There is no " + program + " in " + DIRECTORY + "=" + directory
                    + "\nMaybe the variable does not name a directory with etcd and kube-apiserver");
        }
        return Path.of(directory, program).toString();
    }

    private Path log(String program) {
        return files.resolve(program + ".log");
    }

    private void awaitReady() throws IOException {
        Instant patience = Instant.now().plus(START);
        HttpRequest question = HttpRequest.newBuilder(URI.create(address() + "/readyz"))
                .header("Authorization", "Bearer " + adminToken)
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(authority.clientTls(null)).build()) {
            while (!answers(http, question)) {
                boolean ended = processes.getLast().waitFor(200, TimeUnit.MILLISECONDS);
                if (ended || Instant.now().isAfter(patience)) {
                    stop();
                    throw new IllegalStateException(
                            "Kubernetes does not start:\n" + end("etcd") + end("kube-apiserver"));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String end(String program) throws IOException {
        List<String> lines = Files.readAllLines(log(program));
        return program + ": " + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())) + "\n";
    }

    /** The API server goes first, so that it does not miss its store. */
    private void stop() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException hurried) {
                process.destroyForcibly();
            }
        }
    }

    String address() {
        return "https://127.0.0.1:" + port;
    }

    /** PEM of the authority that signs the API server's certificates as a client of other API servers. */
    String frontProxyAuthority() {
        return frontProxy.pem();
    }

    /** A new client that may do anything. */
    KubernetesClient admin() {
        return client(adminToken);
    }

    /** A new client that may do what that user may. */
    KubernetesClient adminAs(String user) {
        return client(config(adminToken).withImpersonateUsername(user));
    }

    /** A new client of whoever the token says. */
    KubernetesClient client(String token) {
        return client(config(token));
    }

    private ConfigBuilder config(String token) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(address())
                .withCaCertData(base64(authority.pem()))
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(1);
    }

    private static KubernetesClient client(ConfigBuilder config) {
        return new KubernetesClientBuilder().withConfig(config.build()).build();
    }

    /** A kubeconfig with that token. */
    Path kubeconfig(String token) {
        String text = """
                apiVersion: v1
                kind: Config
                current-context: testing
                contexts: [{name: testing, context: {cluster: testing, user: testing}}]
                clusters: [{name: testing, cluster: {server: '%s', certificate-authority-data: %s}}]
                users: [{name: testing, user: {token: %s}}]
                """.formatted(address(), base64(authority.pem()), token);
        try {
            return Files.writeString(Files.createTempFile(files, "kubeconfig", ".yaml"), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
