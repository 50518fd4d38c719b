package poegateway.translated;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/** One thing that a caller may ask, as a chat completions request, and what shows in the answer that it was understood. */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
enum MatrixCase {
    PLAIN("plain", request -> {}, MatrixAnswer::saysHello),
    STREAMED("streamed", request -> request.put("stream", true), MatrixAnswer::saysHello),
    SAMPLING(
            "sampling",
            request -> request.put("temperature", 0.2).put("top_p", 0.9).put("max_tokens", 50),
            MatrixAnswer::saysHello),
    STOP("stop", request -> request.put("stop", "hello"), answer -> !answer.says("wrote: hello") && answer.ended()),
    TOOL_AUTO("tool choice auto", request -> tools(request).put("tool_choice", "auto"), MatrixAnswer::callsWeather),
    TOOL_NONE("tool choice none", request -> tools(request).put("tool_choice", "none"), MatrixAnswer::saysHello),
    TOOL_REQUIRED(
            "tool choice required",
            request -> tools(request).put("tool_choice", "required"),
            MatrixAnswer::callsWeather),
    TOOL_NAMED(
            "tool choice by name",
            request -> tools(request)
                    .putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "weather"),
            MatrixAnswer::callsWeather),
    TOOL_OPEN("tools, no choice", MatrixCase::tools, MatrixAnswer::callsWeather),
    TOOLS_PARALLEL(
            "tools in parallel",
            request -> {
                tools(request);
                function(request.withArray("tools"), "clock");
                say(request, "both: hello");
            },
            answer -> answer.callsWeather() && answer.calls("clock")),
    TOOL_RESULT("two rounds of a tool", MatrixCase::secondRound, answer -> answer.says("18 degrees")),
    REASONING("reasoning effort", request -> request.put("reasoning_effort", "high"), MatrixAnswer::saysHello),
    IMAGE("a picture", request -> image(request, "data:image/png;base64,iVBORw0KGgo="), MatrixAnswer::ended),
    IMAGE_ADDRESS("a picture's address", request -> image(request, "https://example.com/a.png"), MatrixAnswer::ended),
    FILE("a file", MatrixCase::file, MatrixAnswer::ended),
    SCHEMA("structured output", MatrixCase::schema, MatrixAnswer::isJsonObject),
    ERROR("an error", request -> request.put("model", "error-402"), answer -> answer.status() == 402),
    CUT("a cut stream", request -> request.put("stream", true).put("model", "mishap-cut"), MatrixAnswer::isCut);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;
    private final Edit edit;
    private final Predicate<MatrixAnswer> understood;

    private interface Edit {
        void apply(ObjectNode request);
    }

    MatrixCase(String title, Edit edit, Predicate<MatrixAnswer> understood) {
        this.title = title;
        this.edit = edit;
        this.understood = understood;
    }

    String title() {
        return title;
    }

    ObjectNode request(String model) {
        ObjectNode request = JSON.createObjectNode().put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", "hello");
        edit.apply(request);
        return request;
    }

    /** A model that makes pictures makes one, whatever else it was asked. */
    boolean isUnderstood(MatrixAnswer answer, boolean makesPictures) {
        return understood.test(answer) || (makesPictures && answer.says("/base/"));
    }

    /** Whether what the answer does not show stands in the request as Poe got it, or is named as dropped. */
    boolean isCarried(String atPoe, String dropped) {
        return switch (this) {
            case SAMPLING -> atPoe.contains("\"temperature\"");
            case REASONING ->
                (atPoe + dropped).contains("effort")
                        || dropped.contains("thinking.budget_tokens")
                        || atPoe.matches("(?s).*\"thinking[_\"].*");
            case IMAGE, IMAGE_ADDRESS -> atPoe.matches("(?s).*(image_url|\"attachments\"|\"type\":\"image\").*");
            case FILE -> atPoe.matches("(?s).*(file_data|file_url|\"attachments\"|\"type\":\"document\").*");
            default -> true;
        };
    }

    /** Whether it is for a model that fails, of which no list says at which endpoint. */
    boolean isOfFailingModel() {
        return this == ERROR || this == CUT;
    }

    private static void say(ObjectNode request, String text) {
        ((ObjectNode) request.path("messages").path(0)).put("content", text);
    }

    private static ObjectNode tools(ObjectNode request) {
        function(request.putArray("tools"), "weather");
        return request;
    }

    private static void function(ArrayNode tools, String name) {
        ObjectNode function = tools.addObject().put("type", "function").putObject("function");
        function.put("name", name).put("description", "Tells it.");
        function.putObject("parameters").put("type", "object").putObject("properties");
    }

    private static void secondRound(ObjectNode request) {
        tools(request);
        ArrayNode messages = request.withArray("messages");
        ObjectNode call = messages.addObject()
                .put("role", "assistant")
                .putNull("content")
                .putArray("tool_calls")
                .addObject();
        call.put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", "weather").put("arguments", "{}");
        messages.addObject().put("role", "tool").put("tool_call_id", "call_1").put("content", "18 degrees");
    }

    private static void image(ObjectNode request, String url) {
        ArrayNode parts = parts(request);
        parts.addObject().put("type", "image_url").putObject("image_url").put("url", url);
    }

    private static void file(ObjectNode request) {
        ObjectNode file = parts(request).addObject().put("type", "file").putObject("file");
        file.put("filename", "a.pdf").put("file_data", "data:application/pdf;base64,AAAA");
    }

    private static ArrayNode parts(ObjectNode request) {
        ArrayNode parts = ((ObjectNode) request.path("messages").path(0)).putArray("content");
        parts.addObject().put("type", "text").put("text", "hello");
        return parts;
    }

    private static void schema(ObjectNode request) {
        ObjectNode schema =
                request.putObject("response_format").put("type", "json_schema").putObject("json_schema");
        schema.put("name", "x").putObject("schema").put("type", "object").putObject("properties");
    }
}
