package io.lagcast.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The chart of this module, run through the real Helm. */
final class Chart {

    /** The release is named after the chart, as the documentation does. */
    private static final String RELEASE = "lagcast";

    private static final String NAMESPACE = "streaming";

    /** Helm believes in 1.20 unless told. */
    private static final String KUBERNETES = "1.33.0";

    static final Path DIRECTORY = Path.of("lagcast");

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Chart() {}

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    static Path goldenFile(String valueSet) {
        return RESOURCES.resolve("golden").resolve(valueSet + ".yaml");
    }

    /** The manifests for a committed set of values. */
    static String render(String valueSet) {
        return render(valueSet, Map.of());
    }

    /**
     * The manifests for a committed set of values with some changed.
     *
     * @param changes values by their path, {@code tls.enabled}
     * @throws IllegalStateException with Helm's message if Helm refuses the values
     */
    static String render(String valueSet, Map<String, Object> changes) {
        TemplateCommand command = new Helm(DIRECTORY)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(RESOURCES.resolve("values").resolve(valueSet + ".yaml"));
        changes.forEach(command::set);
        return command.call();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
