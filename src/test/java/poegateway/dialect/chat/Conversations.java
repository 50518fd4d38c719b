package poegateway.dialect.chat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Random chat completions requests that mean something, with all that the interface has and some that it has not. */
public final class Conversations {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] TEXTS = {
        "hello",
        "",
        "grüße 👋🏽",
        "line\nbreak \"quoted\" \\ back",
        "\u0000\u001f",
        "</script>",
        "漢字".repeat(50),
        "[ref](url)"
    };
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgo/+=";

    private final Random random;

    public Conversations(Random random) {
        this.random = random;
    }

    /** A whole request. */
    public ObjectNode next() {
        ObjectNode request = MAPPER.createObjectNode().put("model", "Claude-Sonnet-4.6");
        request.set("messages", messages(1 + random.nextInt(6)));
        some(() -> request.put("temperature", 0.70));
        some(() -> request.put("top_p", 1));
        some(() -> request.put(random.nextBoolean() ? "max_tokens" : "max_completion_tokens", 1 + random.nextInt(500)));
        some(() -> request.put("stop", "END"));
        some(() -> request.putArray("stop").add("\n\n").add("END"));
        some(() -> request.put("reasoning_effort", random.nextBoolean() ? "high" : "strange"));
        some(() -> tools(request));
        some(() -> request.putObject("response_format").put("type", "json_object"));
        some(() -> form(request));
        some(() -> request.put("seed", 7));
        some(() -> request.put("user", text()));
        some(() -> request.putObject("metadata").put("a", text()));
        some(() -> request.put("aspect_ratio", "16:9"));
        some(() -> request.put("stream", true));
        return request;
    }

    /** A conversation whose last message is the user's. */
    public ArrayNode messages(int turns) {
        ArrayNode messages = MAPPER.createArrayNode();
        some(() -> content(messages.addObject().put("role", random.nextBoolean() ? "system" : "developer")));
        for (int turn = 0; turn < turns; turn++) {
            turn(messages, turn);
        }
        user(messages.addObject().put("role", "user"));
        return messages;
    }

    /** One turn: what the user said, what the assistant did, and what tools gave. */
    public void turn(ArrayNode messages, int number) {
        user(messages.addObject().put("role", "user"));
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        if (random.nextInt(3) > 0) {
            content(assistant);
            some(() -> assistant.put("reasoning_content", text()));
            some(() -> assistant.putNull("refusal"));
            some(() -> assistant.put("mood", "fine"));
            return;
        }
        if (random.nextBoolean()) {
            assistant.putNull("content");
        } else {
            assistant.put("content", text());
        }
        int calls = 1 + random.nextInt(3);
        ArrayNode list = assistant.putArray("tool_calls");
        for (int call = 0; call < calls; call++) {
            String id = "call_" + number + "_" + call;
            ObjectNode each = list.addObject().put("id", id).put("type", "function");
            each.putObject("function").put("name", "getWeather").put("arguments", "{\"city\": \"Köln\"}");
            some(() -> each.putObject("extra_content").putObject("google").put("thought_signature", "c2ln"));
        }
        for (int call = 0; call < calls; call++) {
            content(messages.addObject().put("role", "tool").put("tool_call_id", "call_" + number + "_" + call));
        }
    }

    private void user(ObjectNode message) {
        some(() -> message.put("name", "anna"));
        if (random.nextInt(3) > 0) {
            content(message);
            return;
        }
        ArrayNode parts = message.putArray("content");
        parts.addObject().put("type", "text").put("text", text());
        some(() -> {
            ObjectNode image = parts.addObject().put("type", "image_url").putObject("image_url");
            image.put("url", random.nextBoolean() ? PIXEL : "https://example.com/a.png?x=1&y=\"2\"");
            some(() -> image.put("detail", "low"));
        });
        some(() -> {
            ObjectNode file = parts.addObject().put("type", "file").putObject("file");
            file.put("filename", "ä.pdf").put("file_data", "data:application/pdf;base64,AAAA");
        });
        some(() -> parts.addObject().put("type", "file").putObject("file").put("file_id", "file-1"));
        some(() -> {
            ObjectNode sound = parts.addObject().put("type", "input_audio").putObject("input_audio");
            sound.put("data", "AAAA").put("format", "mp3");
        });
        some(() -> parts.addObject().put("type", "hologram").put("depth", 3));
        some(() -> parts.addObject()
                .put("type", "text")
                .put("text", text())
                .putObject("cache_control")
                .put("type", "x"));
    }

    private void content(ObjectNode message) {
        if (random.nextInt(4) > 0) {
            message.put("content", text());
        } else {
            ArrayNode parts = message.putArray("content");
            for (int part = random.nextInt(3); part >= 0; part--) {
                parts.addObject().put("type", "text").put("text", text());
            }
        }
    }

    private void tools(ObjectNode request) {
        ArrayNode tools = request.putArray("tools");
        ObjectNode function = tools.addObject().put("type", "function").putObject("function");
        function.put("name", "getWeather");
        some(() -> function.put("description", text()));
        some(() -> function.putObject("parameters").put("type", "object").putObject("properties"));
        some(() -> function.put("strict", true));
        some(() -> tools.addObject().put("type", "custom").putObject("custom").put("name", "shell"));
        switch (random.nextInt(5)) {
            case 0 -> request.put("tool_choice", "auto");
            case 1 -> request.put("tool_choice", "none");
            case 2 -> request.put("tool_choice", "required");
            case 3 -> {
                ObjectNode choice = request.putObject("tool_choice").put("type", "function");
                choice.putObject("function").put("name", "getWeather");
            }
            default -> request.put("parallel_tool_calls", random.nextBoolean());
        }
    }

    private void form(ObjectNode request) {
        ObjectNode form = request.putObject("response_format").put("type", "json_schema");
        form.putObject("json_schema")
                .put("name", "x")
                .put("strict", true)
                .putObject("schema")
                .put("type", "object");
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private void some(Runnable addition) {
        if (random.nextInt(3) == 0) {
            addition.run();
        }
    }
}
