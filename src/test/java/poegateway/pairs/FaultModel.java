package poegateway.pairs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.messages.MessagesWire;
import poegateway.dialect.responses.ResponsesWire;
import poegateway.rig.ChatDialect;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** A form in which Poe answers: a model that is asked in it whoever calls, and its words for an answer and for what goes wrong. */
enum FaultModel {
    CHAT("grok-4", "openai", "/v1/chat/completions") {
        @Override
        List<String> begun() {
            return ChatDialect.CHAT.events("half ", "an ");
        }

        @Override
        String words(String text) {
            return ChatDialect.frame(ChatDialect.chunk("{\"content\":\"" + text + "\"}", "null"));
        }

        @Override
        String end() {
            return ChatDialect.CHAT.end();
        }

        @Override
        String failing() {
            return ChatDialect.CHAT.failing(500, "provider_error");
        }

        @Override
        String whole() {
            return new String(
                    ChatScripts.chat("an answer of some length")
                            .pieces()
                            .getFirst()
                            .bytes(),
                    StandardCharsets.UTF_8);
        }
    },
    RESPONSES("gpt-5.3-codex-spark", "openai", "/v1/responses") {
        private static final String PART =
                "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\","
                        + "\"annotations\":[],\"logprobs\":[]}";
        private static final String ITEM =
                "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\","
                        + "\"status\":\"in_progress\",\"content\":[]}";

        @Override
        List<String> begun() {
            String opened = ResponsesWire.OPENED
                    + ResponsesWire.event("output_item.added", 2, ITEM)
                    + ResponsesWire.event("content_part.added", 3, PART);
            return List.of(opened + ResponsesWire.delta("half ", 4), ResponsesWire.delta("an ", 5));
        }

        @Override
        String words(String text) {
            return ResponsesWire.delta(text, 6);
        }

        @Override
        String end() {
            String message = ResponsesWire.MESSAGE.replace("Hi \\u00f6", "half an ");
            return ResponsesWire.event("output_item.done", 6, "\"output_index\":0,\"item\":" + message)
                    + ResponsesWire.completed(7, message);
        }

        @Override
        String failing() {
            return ResponsesWire.failed("upstream_error", 6);
        }

        @Override
        String whole() {
            return ResponsesWire.response("completed", ResponsesWire.USAGE, ResponsesWire.MESSAGE);
        }
    },
    MESSAGES("claude-haiku-4.5", "openai", "/v1/messages") {
        @Override
        List<String> begun() {
            String opened = MessagesWire.START
                    + MessagesWire.event(
                            "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
            return List.of(opened + words("half "), words("an "));
        }

        @Override
        String words(String text) {
            return MessagesWire.event(
                    "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
        }

        @Override
        String end() {
            return MessagesWire.event("content_block_stop", "\"index\":0")
                    + MessagesWire.event(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}")
                    + MessagesWire.event("message_stop", "");
        }

        @Override
        String failing() {
            return MessagesWire.event("error", "\"error\":{\"type\":\"api_error\",\"message\":\"It went wrong.\"}");
        }

        @Override
        String whole() {
            return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"an answer of some length\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":7,\"output_tokens\":5}}";
        }

        @Override
        Script refusal(int status, String type) {
            return Scripts.json(
                    status,
                    "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"It went wrong.\"}}");
        }
    },
    BOT("grok-4", "bot", "/bot/grok-4") {
        @Override
        List<String> begun() {
            return List.of(event("meta", "{\"content_type\":\"text/markdown\"}") + words("half "), words("an "));
        }

        @Override
        String words(String text) {
            return event("text", "{\"text\":\"" + text + "\"}");
        }

        @Override
        String end() {
            return event("done", "{}");
        }

        @Override
        String failing() {
            return event("error", "{\"allow_retry\":false,\"text\":\"It went wrong.\"}");
        }

        @Override
        String whole() {
            return String.join("", begun()) + end();
        }

        private static String event(String name, String data) {
            return "event: " + name + "\ndata: " + data + "\n\n";
        }
    };

    private final String model;
    private final String upstream;
    private final String pathAtPoe;

    FaultModel(String model, String upstream, String pathAtPoe) {
        this.model = model;
        this.upstream = upstream;
        this.pathAtPoe = pathAtPoe;
    }

    String model() {
        return model;
    }

    /** The interface that a caller asks for. */
    String upstream() {
        return upstream;
    }

    /** How the simulator counts its requests. */
    String pathAtPoe() {
        return pathAtPoe;
    }

    /** The words "half an " of an answer, with all that comes before them. */
    abstract List<String> begun();

    /** More words of it. */
    abstract String words(String text);

    /** What ends it. */
    abstract String end();

    /** An error as an event. */
    abstract String failing();

    /** A whole answer. Bots have no other form of it than a stream. */
    abstract String whole();

    boolean hasWhole() {
        return this != BOT;
    }

    /** An error by its status. */
    Script refusal(int status, String type) {
        return Scripts.json(
                status,
                "{\"error\":{\"message\":\"It went wrong.\",\"type\":\"" + type + "\",\"code\":" + status + "}}");
    }

    /** A stream that says "half an " and then those frames. */
    Script stream(String... more) {
        List<String> frames = new ArrayList<>(begun());
        frames.addAll(List.of(more));
        return Scripts.stream(frames.stream()
                .map(frame -> frame.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** A whole answer in two pieces. */
    Script halves() {
        String whole = whole();
        Script one = Scripts.json(200, whole);
        int half = whole.length() / 2;
        List<Script.Piece> pieces =
                List.of(Scripts.piece(whole.substring(0, half)), Scripts.piece(whole.substring(half)));
        return new Script(one.status(), one.headers(), one.framing(), pieces, one.mishap());
    }
}
