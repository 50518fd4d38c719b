package poegateway.simulator.messages;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.reply.TextPieces;

/** Writes a reply as a message, whole or as events; keys stand in the order of the recordings, and of Anthropic's documents. */
final class MessageForm {
    private static final String PING = "{\"type\": \"ping\"}";

    private final ReplyDraft draft;
    private final Turn turn;
    private final long cacheWritten;
    private final List<StreamEvent> events = new ArrayList<>();
    private int index;

    /** @param cacheWritten tokens of the prompt that went into the cache */
    MessageForm(ReplyDraft draft, long cacheWritten) {
        this.draft = draft;
        this.turn = draft.turn();
        this.cacheWritten = cacheWritten;
    }

    String whole() {
        List<String> blocks = new ArrayList<>();
        if (!turn.reasoning().isEmpty()) {
            blocks.add(thinking(turn.reasoning(), RequestChecks.SIGNATURE));
        }
        if (!turn.text().isEmpty() || turn.calls().isEmpty()) {
            blocks.add(text(turn.text()));
        }
        turn.calls().forEach(call -> blocks.add(call(call, call.arguments())));
        return message(
                String.join(",", blocks),
                JsonWords.quote(reason()),
                turn.usage().completion());
    }

    List<StreamEvent> events(int chunkChars) {
        add("message_start", "\"message\":" + message("", "null", 1));
        if (!turn.reasoning().isEmpty()) {
            begin(thinking("", ""));
            deltas("thinking_delta", "thinking", turn.reasoning(), chunkChars);
            deltas("signature_delta", "signature", RequestChecks.SIGNATURE, RequestChecks.SIGNATURE.length());
            stop();
        }
        if (!turn.text().isEmpty() || turn.calls().isEmpty()) {
            begin(text(""));
            deltas("text_delta", "text", turn.text(), chunkChars);
            stop();
        }
        for (Turn.Call call : turn.calls()) {
            begin(call(call, "{}"));
            deltas("input_json_delta", "partial_json", "", 1);
            deltas("input_json_delta", "partial_json", call.arguments(), chunkChars);
            stop();
        }
        add(
                "message_delta",
                "\"delta\":{\"stop_reason\":" + JsonWords.quote(reason()) + ",\"stop_sequence\":null},\"usage\":"
                        + usage(turn.usage().completion()));
        add("message_stop", "");
        return events;
    }

    private void begin(String block) {
        add("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
        if (index == 0) {
            events.add(new StreamEvent("ping", PING));
        }
    }

    private void deltas(String type, String name, String text, int chunkChars) {
        List<String> pieces = text.isEmpty() ? List.of("") : TextPieces.of(text, chunkChars);
        for (String piece : pieces) {
            add(
                    "content_block_delta",
                    "\"index\":" + index + ",\"delta\":{\"type\":\"" + type + "\",\"" + name + "\":"
                            + JsonWords.quote(piece) + "}");
        }
    }

    private void stop() {
        add("content_block_stop", "\"index\":" + index);
        index++;
    }

    private void add(String type, String members) {
        String data = "{\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
        events.add(new StreamEvent(type, data));
    }

    private String message(String blocks, String stopReason, long output) {
        return "{\"model\":" + JsonWords.quote(draft.model()) + ",\"id\":" + JsonWords.quote(draft.id())
                + ",\"type\":\"message\",\"role\":\"assistant\",\"content\":[" + blocks + "],\"stop_reason\":"
                + stopReason + ",\"stop_sequence\":null,\"usage\":" + usage(output) + "}";
    }

    private String usage(long output) {
        Turn.Usage usage = turn.usage();
        long input = Math.max(0, usage.prompt() - usage.cached() - cacheWritten);
        return "{\"input_tokens\":" + input + ",\"cache_creation_input_tokens\":" + cacheWritten
                + ",\"cache_read_input_tokens\":" + usage.cached()
                + ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":"
                + cacheWritten + ",\"ephemeral_1h_input_tokens\":0},\"output_tokens\":" + output + ",\"total_tokens\":"
                + (input + output) + "}";
    }

    private String reason() {
        return switch (turn.ending()) {
            case COMPLETE -> turn.calls().isEmpty() ? "end_turn" : "tool_use";
            case TOKEN_LIMIT -> "max_tokens";
            case CONTENT_FILTER -> "refusal";
        };
    }

    private static String thinking(String text, String signature) {
        return "{\"type\":\"thinking\",\"thinking\":" + JsonWords.quote(text) + ",\"signature\":"
                + JsonWords.quote(signature) + "}";
    }

    private static String text(String text) {
        return "{\"type\":\"text\",\"text\":" + JsonWords.quote(text) + "}";
    }

    private static String call(Turn.Call call, String input) {
        return "{\"type\":\"tool_use\",\"id\":" + JsonWords.quote(id(call)) + ",\"name\":"
                + JsonWords.quote(call.name()) + ",\"input\":" + input + "}";
    }

    private static String id(Turn.Call call) {
        return "toolu_vrtx_" + call.id().replaceAll("[^A-Za-z0-9]", "");
    }
}
