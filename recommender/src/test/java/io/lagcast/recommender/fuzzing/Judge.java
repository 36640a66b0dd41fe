package io.lagcast.recommender.fuzzing;

import io.lagcast.recommender.fuzzing.FuzzedRequest.Demand;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer against the document and against what had to become of the request. */
final class Judge {

    private static final int NOT_MODIFIED = 304;
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    /** What says that a request is malformed, as opposed to asking for something that is not there. */
    private static final List<Integer> MALFORMED = List.of(400, 406, 413, 415);

    private final ApiDocument document;

    Judge(ApiDocument document) {
        this.document = document;
    }

    /** Everything that is wrong with the answer; empty if nothing is. */
    List<String> faults(FuzzedRequest request, Answer answer) {
        List<String> faults = new ArrayList<>();
        int status = answer.statusCode();
        if (status >= SERVER_ERROR && status != UNAVAILABLE) {
            faults.add("a server error");
        }
        if (request.demand() == Demand.METHOD_NOT_ALLOWED) {
            if (status != METHOD_NOT_ALLOWED
                    || answer.headers().firstValue("Allow").isEmpty()) {
                faults.add("not 405 with Allow");
            }
            problem(answer, faults);
            return faults;
        }
        JsonNode content = request.operation().responses().get(status);
        if (content == null) {
            faults.add("a status that is not described, only "
                    + request.operation().responses().keySet());
            return faults;
        }
        body(content, answer, faults);
        demand(request, answer, faults);
        if (status == UNAVAILABLE && answer.headers().firstValue("Retry-After").isEmpty()) {
            faults.add("503 without Retry-After");
        }
        return faults;
    }

    private void body(JsonNode content, Answer answer, List<String> faults) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (content.isMissingNode() || content.isEmpty()) {
            if (!answer.body().isEmpty()) {
                faults.add("a body although none is described");
            }
            return;
        }
        String plain = type.split(";", -1)[0].strip();
        if (!content.has(plain)) {
            faults.add("Content-Type \"" + type + "\" is not described, only " + content.propertyNames());
            return;
        }
        if (plain.equals("text/event-stream")) {
            return;
        }
        try {
            document.violationsOfAnswer(
                            content.path(plain).path("schema"),
                            JsonMapper.shared().readTree(answer.body()))
                    .forEach(violation -> faults.add("not as described: " + violation));
        } catch (JacksonException notJson) {
            faults.add("not JSON: " + notJson.getOriginalMessage());
        }
        if (answer.statusCode() >= BAD_REQUEST) {
            problem(answer, faults);
        }
    }

    private static void problem(Answer answer, List<String> faults) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("application/problem+json")) {
            faults.add("an error that is no problem details but \"" + type + "\"");
            return;
        }
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        if (problem.path("status").asInt() != answer.statusCode()) {
            faults.add("a problem with another status, " + problem.path("status"));
        }
        if (problem.path("detail").asString("").isBlank()) {
            faults.add("a problem that says nothing");
        }
    }

    private static void demand(FuzzedRequest request, Answer answer, List<String> faults) {
        int status = answer.statusCode();
        boolean refused = status >= BAD_REQUEST && status < SERVER_ERROR;
        if (request.demand() == Demand.ACCEPTED && MALFORMED.contains(status)) {
            faults.add("refused although nothing is wrong with it");
        }
        if (request.demand() == Demand.REFUSED && !refused) {
            faults.add("not refused although it is wrong");
        }
        if (status == NOT_MODIFIED && !request.headers().containsKey("If-None-Match")) {
            faults.add("304 that nobody asked for");
        }
        if (status == BAD_REQUEST && request.refused().isPresent()) {
            JsonNode errors = JsonMapper.shared().readTree(answer.body()).path("errors");
            String name = request.refused().get();
            if (errors.valueStream()
                    .noneMatch(error -> error.path("field").asString("").equals(name))) {
                faults.add("does not name " + name);
            }
        }
    }
}
