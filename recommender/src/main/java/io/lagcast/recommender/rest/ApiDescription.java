package io.lagcast.recommender.rest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says beyond the resources themselves: what the API is, and the problems every operation can answer with. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final String WORKLOAD = "/api/v1/workloads/{name}";

    @Bean
    OpenAPI lagcastApi(ObjectProvider<BuildProperties> build) {
        BuildProperties properties = build.getIfAvailable();
        String version = properties == null ? "development" : String.valueOf(properties.getVersion());
        return new OpenAPI()
                .info(new Info()
                        .title("Lagcast")
                        .version(version)
                        .description(
                                "Predictive scaling recommendations for Kafka consumer groups. Times are RFC 3339 in UTC, durations ISO 8601 (in"
                                        + " requests also like 30s and 5m), rates records per second. Errors are problem details of RFC 9457 that name what was"
                                        + " sent and say what to do."));
    }

    @Bean
    OpenApiCustomizer problems(RecordSchemas records) {
        return api -> {
            records.complete(api.getComponents().getSchemas());
            api.getComponents().addSchemas(PROBLEM, problemSchema());
            api.getPaths().forEach((path, item) -> item.readOperationsMap()
                    .forEach((method, operation) -> describe(path, method, operation)));
        };
    }

    private static void describe(String path, HttpMethod method, Operation operation) {
        describeTags(path, method, operation);
        operation.getResponses().forEach((status, response) -> {
            if (isProblem(status)) {
                response.setContent(problemContent());
            }
        });
        if (path.endsWith("/samples")) {
            acceptManySamples(operation);
        }
        problemsOf(path, method, operation.getRequestBody() != null).forEach((status, text) -> {
            ApiResponse response = new ApiResponse().description(text).content(problemContent());
            if (status.equals("503") || status.equals("429")) {
                response.addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("Seconds after which it may succeed")
                                .schema(new IntegerSchema()));
            }
            operation.getResponses().put(status, response);
        });
    }

    private static void acceptManySamples(Operation operation) {
        MediaType body = operation.getRequestBody().getContent().get("application/json");
        if (body != null) {
            Schema<?> one = body.getSchema();
            body.setSchema(new Schema<>().oneOf(List.of(one, new ArraySchema().items(one))));
        }
    }

    private static void describeTags(String path, HttpMethod method, Operation operation) {
        if (method == HttpMethod.GET && path.startsWith("/api/") && !path.endsWith("/events")) {
            operation.addParametersItem(
                    header("If-None-Match", "ETag of an earlier answer; 304 if nothing has changed since"));
            ApiResponse answer = operation.getResponses().get("200");
            if (answer != null) {
                answer.addHeaderObject("ETag", tag("Tells this answer from others"));
            }
            operation
                    .getResponses()
                    .put("304", new ApiResponse().description("Nothing has changed since the answer with that ETag"));
        }
        if (path.equals(WORKLOAD) && (method == HttpMethod.PUT || method == HttpMethod.DELETE)) {
            operation.addParametersItem(
                    header(
                            "If-Match",
                            "ETag of the workload as it was read, or * for any. Only the definition counts, samples that came since do not."));
            operation
                    .getResponses()
                    .put("412", new ApiResponse().description("If-Match or If-None-Match does not hold"));
        }
        if (path.equals(WORKLOAD) && method == HttpMethod.PUT) {
            operation.addParametersItem(header("If-None-Match", "* to add a workload and never replace one"));
        }
    }

    private static Parameter header(String name, String text) {
        return new HeaderParameter().name(name).description(text).schema(new StringSchema());
    }

    private static Header tag(String text) {
        return new Header().description(text).schema(new StringSchema());
    }

    private static boolean isProblem(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static Map<String, String> problemsOf(String path, HttpMethod method, boolean hasBody) {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put("400", "Something in the request cannot be accepted; errors names each field or parameter");
        if (path.startsWith("/api/") && path.contains("{name}")) {
            problems.put(
                    "404",
                    method == HttpMethod.PUT
                            ? "The token is not for a workload of that name"
                            : "There is no such workload");
        }
        if (path.equals("/api/v1/events")) {
            problems.put("404", "There is no such workload");
        }
        if (path.startsWith("/wpa/")) {
            problems.put("404", "Neither the target nor settings.workload names a workload");
        }
        problems.put("401", "A token is needed, or the one that was sent is not valid");
        problems.put("403", "The token does not allow that");
        problems.put("406", "Accept asks for something that cannot be served");
        if (path.contains("{name}") && (method == HttpMethod.PUT || method == HttpMethod.DELETE)) {
            problems.put("409", "The workload is defined by the configuration and can only be changed there");
        }
        if (hasBody) {
            problems.put("413", "The body is too large");
            problems.put("415", "The body is not application/json");
        }
        problems.put("429", "That is more than the caller may ask for, or more connections than it may have");
        problems.put("503", "There is nothing to say yet or at present, or PostgreSQL is needed and does not answer");
        return problems;
    }

    private static Content problemContent() {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new Content().addMediaType("application/problem+json", new MediaType().schema(reference));
    }

    private static Schema<?> problemSchema() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema().description("Path of the field or name of the parameter"))
                .addProperty("value", new StringSchema().description("What was sent"))
                .addProperty("message", new StringSchema().description("What is wrong with it and what to do"));
        error.setRequired(List.of("field", "value", "message"));
        Schema<?> problem = new ObjectSchema()
                .description("Problem details (RFC 9457)")
                .addProperty(
                        "type",
                        new StringSchema()
                                .format("uri")
                                .description("Kind of problem, such as urn:lagcast:problem:unknown-workload"))
                .addProperty("title", new StringSchema().description("The kind in words"))
                .addProperty("status", new IntegerSchema().description("HTTP status"))
                .addProperty("detail", new StringSchema().description("What happened this time, and what to do"))
                .addProperty(
                        "instance", new StringSchema().format("uri-reference").description("Path of the request"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(error)
                                .description("Everything that is wrong, where it is more than one thing"));
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }
}
