package io.lagcast.recommender.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How the page's files are cached: kept by the browser, but asked for again at every load, so that one load never mixes two versions of the service.
 *
 * <p>Files are told apart by their content, not by their time: a reproducible build gives every file in every version the same time.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleResources implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        byContent(registry.addResourceHandler("/index.html")).addResourceLocations("classpath:/static/");
        byContent(registry.addResourceHandler("/console/**")).addResourceLocations("classpath:/static/console/");
        // The charting library is asked for without its version: a resolver of the resource chain finds the one there
        // is.
        byContent(registry.addResourceHandler("/webjars/*/dist/**"))
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .resourceChain(false);
    }

    private static ResourceHandlerRegistration byContent(ResourceHandlerRegistration registration) {
        return registration
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(ConsoleResources::contentTag);
    }

    private static String contentTag(Resource resource) {
        try {
            return DigestUtils.md5DigestAsHex(resource.getContentAsByteArray());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
