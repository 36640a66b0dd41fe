package io.lagcast.recommender.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, from what the build wrote into the jar. */
public final class BuildVersion implements IVersionProvider {

    /** The version alone, {@code development} where the classes were not built by Maven. */
    public static String version() {
        try (InputStream info = BuildVersion.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (info == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(info);
            return properties.getProperty("build.version", "development");
        } catch (IOException e) {
            return "development";
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "lagcast " + version(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
