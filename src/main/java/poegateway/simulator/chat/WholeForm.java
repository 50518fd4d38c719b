package poegateway.simulator.chat;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;

/** Writes a reply as one {@code chat.completion} object, with exactly the keys that were recorded. */
public final class WholeForm {
    private WholeForm() {}

    public static String of(ReplyDraft draft) {
        return "{" + ReplyFields.head(draft, "chat.completion") + ",\"choices\":[" + choice(draft) + "],\"usage\":"
                + ReplyFields.usage(draft) + "}";
    }

    private static String choice(ReplyDraft draft) {
        String finish = "\"finish_reason\":\"" + ReplyFields.finish(draft.turn()) + "\"";
        return switch (draft.shape()) {
            case LEGACY -> "{\"index\":0,\"message\":{" + legacyMessage(draft.turn()) + "}," + finish + "}";
            case PASS_THROUGH -> "{" + finish + ",\"index\":0,\"message\":{" + passedMessage(draft.turn()) + "}}";
        };
    }

    private static String legacyMessage(Turn turn) {
        String message = "\"role\":\"assistant\",\"content\":" + JsonWords.quote(turn.text()) + reasoning(turn);
        return turn.calls().isEmpty() ? message : message + ",\"tool_calls\":[" + legacyCalls(turn) + "]";
    }

    private static String passedMessage(Turn turn) {
        boolean calling = !turn.calls().isEmpty();
        String content = calling ? "null" : JsonWords.quote(turn.text());
        String calls = calling ? "[" + passedCalls(turn) + "]" : "null";
        return "\"content\":" + content + ",\"role\":\"assistant\",\"tool_calls\":" + calls + ",\"function_call\":null"
                + reasoning(turn);
    }

    private static String reasoning(Turn turn) {
        if (turn.reasoning().isEmpty()) {
            return "";
        }
        String reasoning = JsonWords.quote(turn.reasoning());
        return ",\"reasoning_content\":" + reasoning + ",\"reasoning\":" + reasoning;
    }

    private static String legacyCalls(Turn turn) {
        List<String> calls = new ArrayList<>();
        for (Turn.Call call : turn.calls()) {
            calls.add("{\"id\":" + JsonWords.quote(call.id()) + ",\"type\":\"function\",\"function\":{\"name\":"
                    + JsonWords.quote(call.name()) + ",\"arguments\":" + JsonWords.quote(call.arguments()) + "}"
                    + signature(call) + "}");
        }
        return String.join(",", calls);
    }

    private static String passedCalls(Turn turn) {
        List<String> calls = new ArrayList<>();
        for (Turn.Call call : turn.calls()) {
            calls.add("{\"index\":" + calls.size() + ",\"function\":{\"arguments\":" + JsonWords.quote(call.arguments())
                    + ",\"name\":" + JsonWords.quote(call.name()) + "},\"id\":" + JsonWords.quote(call.id())
                    + ",\"type\":\"function\"}");
        }
        return String.join(",", calls);
    }

    /** Google's signature of a call, to be put after its function; empty for other makers. */
    static String signature(Turn.Call call) {
        return call.signature().isEmpty()
                ? ""
                : ",\"extra_content\":{\"google\":{\"thought_signature\":" + JsonWords.quote(call.signature()) + "}}";
    }
}
