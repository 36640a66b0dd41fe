package io.lagcast.recommender.certificates;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

/**
 * The SSL bundles of the configuration. Who took the managers of the named one goes on with those of its changed files; Boot's own registry tells of a
 * change only who asks to be told, which Tomcat does and gRPC does not. A change that cannot be read leaves everything as it was.
 */
final class LiveBundles extends DefaultSslBundleRegistry {

    private final String liveName;
    private @Nullable LiveManagers managers;

    /** Makes one bundle live. */
    LiveBundles(String liveName) {
        this.liveName = liveName;
    }

    @Override
    public void registerBundle(String name, SslBundle bundle) {
        super.registerBundle(name, name.equals(liveName) ? live(bundle) : bundle);
    }

    @Override
    public void updateBundle(String name, SslBundle updated) {
        super.updateBundle(name, name.equals(liveName) ? live(updated) : updated);
    }

    private synchronized SslBundle live(SslBundle bundle) {
        if (managers == null) {
            managers = new LiveManagers();
        }
        managers.use(bundle);
        return SslBundle.of(bundle.getStores(), bundle.getKey(), bundle.getOptions(), bundle.getProtocol(), managers);
    }
}
