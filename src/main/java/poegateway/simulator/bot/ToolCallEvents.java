package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.reply.TextPieces;

/** Calls of tools: {@code json} events with chunks as OpenAI streams them, the finish reason, and the usage. */
final class ToolCallEvents {
    private final String open;
    private final List<StreamEvent> events = new ArrayList<>();

    private ToolCallEvents(ReplyDraft draft) {
        open = "{\"id\": " + BotEvents.quote(draft.id()) + ", \"object\": \"chat.completion.chunk\", \"created\": "
                + draft.createdSeconds() + ", \"model\": " + BotEvents.quote(draft.model());
    }

    /** The events of all calls of the draft. {@code chunkChars}: code points of arguments in one delta. */
    static List<StreamEvent> of(ReplyDraft draft, int chunkChars) {
        var form = new ToolCallEvents(draft);
        List<Turn.Call> calls = draft.turn().calls();
        for (int i = 0; i < calls.size(); i++) {
            form.call(i, calls.get(i), chunkChars);
        }
        form.end(draft.turn(), "tool_calls");
        return form.events;
    }

    /** The draft's text in the same form. */
    static List<StreamEvent> ofText(ReplyDraft draft, int chunkChars) {
        var form = new ToolCallEvents(draft);
        for (String piece : TextPieces.of(draft.turn().text(), chunkChars)) {
            form.chunk("{\"content\": " + BotEvents.quote(piece) + "}", "null");
        }
        form.end(draft.turn(), "stop");
        return form.events;
    }

    private void call(int index, Turn.Call call, int chunkChars) {
        String start = "{\"tool_calls\": [{\"index\": " + index + ", ";
        chunk(
                start + "\"id\": " + BotEvents.quote(call.id()) + ", \"type\": \"function\", \"function\": {\"name\": "
                        + BotEvents.quote(call.name()) + ", \"arguments\": \"\"}}]}",
                "null");
        for (String piece : TextPieces.of(call.arguments(), chunkChars)) {
            chunk(start + "\"function\": {\"arguments\": " + BotEvents.quote(piece) + "}}]}", "null");
        }
    }

    private void end(Turn turn, String finish) {
        String reason = switch (turn.ending()) {
            case COMPLETE -> finish;
            case TOKEN_LIMIT -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
        chunk("{}", "\"" + reason + "\"");
        Turn.Usage usage = turn.usage();
        add("[], \"usage\": {\"prompt_tokens\": " + usage.prompt() + ", \"completion_tokens\": " + usage.completion()
                + ", \"total_tokens\": " + (usage.prompt() + usage.completion()) + "}");
    }

    private void chunk(String delta, String finish) {
        add("[{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": " + finish + "}], \"usage\": null");
    }

    private void add(String choices) {
        events.add(new StreamEvent("json", open + ", \"choices\": " + choices + "}"));
    }
}
