package io.lagcast.recommender.externalmetrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lagcast.recommender.externalmetrics.KubernetesStatus.Details;
import io.lagcast.recommender.externalmetrics.MetricValues.ExternalMetricValue;
import io.lagcast.recommender.problems.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Discovery and values. Namespaces are not told apart: a workload has none, so every namespace sees every workload. All answers are plain JSON, whatever
 * is accepted: a client that would rather have an aggregated discovery document must not take this for one.
 */
@RestController
@Hidden
class ExternalMetricsResource {

    private static final Logger log = LoggerFactory.getLogger(ExternalMetricsResource.class);

    private static final String GROUP = "external.metrics.k8s.io";
    private static final String VERSION = "v1beta1";
    private static final String GROUP_VERSION = GROUP + "/" + VERSION;

    private final MetricValues values;

    ExternalMetricsResource(MetricValues values) {
        this.values = values;
    }

    @GetMapping({"/apis", "/apis/"})
    ResponseEntity<Object> groups() {
        return json(new ApiGroupList("APIGroupList", "v1", List.of(ApiGroup.listed())));
    }

    @GetMapping({"/apis/" + GROUP, "/apis/" + GROUP + "/"})
    ResponseEntity<Object> group() {
        return json(ApiGroup.alone());
    }

    @GetMapping({"/apis/" + GROUP_VERSION, "/apis/" + GROUP_VERSION + "/"})
    ResponseEntity<Object> resources() {
        ApiResource metric = new ApiResource(MetricValues.METRIC, "", true, "ExternalMetricValueList", List.of("get"));
        return json(new ApiResourceList("APIResourceList", "v1", GROUP_VERSION, List.of(metric)));
    }

    @GetMapping("/apis/" + GROUP_VERSION + "/namespaces/{namespace}/{metric}")
    ResponseEntity<Object> values(
            @PathVariable String metric,
            @RequestParam(name = "labelSelector", defaultValue = "") String labelSelector) {
        if (!metric.equals(MetricValues.METRIC)) {
            return failure(404, "There is no metric \"" + metric + "\", only " + MetricValues.METRIC + ".", null);
        }
        return json(new ExternalMetricValueList(
                "ExternalMetricValueList",
                GROUP_VERSION,
                Map.of(),
                values.selected(LabelSelectorParser.parse(labelSelector))));
    }

    /** Whatever else is asked for below these paths. */
    @RequestMapping("/apis/**")
    ResponseEntity<Object> nothing(HttpServletRequest request) {
        String path = request.getRequestURI();
        return List.of("GET", "HEAD").contains(request.getMethod())
                ? failure(404, "There is nothing at " + path + ", only /apis/" + GROUP_VERSION + ".", null)
                : failure(405, request.getMethod() + " is not possible at " + path + ", only GET.", null);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(IllegalArgumentException selector) {
        return failure(400, String.valueOf(selector.getMessage()), null);
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException problem) {
        String wait = problem.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        return failure(
                problem.getStatusCode().value(),
                String.valueOf(problem.getBody().getDetail()),
                wait == null ? null : new Details(Integer.parseInt(wait)));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception defect, HttpServletRequest request) {
        log.error("A request failed unexpectedly: {}", request.getRequestURI(), defect);
        return failure(500, "This is a defect of Lagcast, not of the request. The service's log says more.", null);
    }

    private static ResponseEntity<Object> failure(int code, String message, @Nullable Details details) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatus.valueOf(code)).contentType(MediaType.APPLICATION_JSON);
        if (details != null) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(details.retryAfterSeconds()));
        }
        return answer.body(KubernetesStatus.failure(code, message, details));
    }

    private static ResponseEntity<Object> json(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** The values of a metric. */
    record ExternalMetricValueList(
            String kind, String apiVersion, Map<String, String> metadata, List<ExternalMetricValue> items) {}

    /** The API groups there are. */
    record ApiGroupList(String kind, String apiVersion, List<ApiGroup> groups) {}

    /** An API group and its versions; without kind and version where it is one of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ApiGroup(
            @Nullable String kind,
            @Nullable String apiVersion,
            String name,
            List<ApiVersion> versions,
            ApiVersion preferredVersion) {

        private static final ApiVersion ONLY = new ApiVersion(GROUP_VERSION, VERSION);

        static ApiGroup alone() {
            return new ApiGroup("APIGroup", "v1", GROUP, List.of(ONLY), ONLY);
        }

        static ApiGroup listed() {
            return new ApiGroup(null, null, GROUP, List.of(ONLY), ONLY);
        }
    }

    /** A version of an API group. */
    record ApiVersion(String groupVersion, String version) {}

    /** What a version of an API group serves. */
    record ApiResourceList(String kind, String apiVersion, String groupVersion, List<ApiResource> resources) {}

    /** One thing that is served. */
    record ApiResource(String name, String singularName, boolean namespaced, String kind, List<String> verbs) {}
}
