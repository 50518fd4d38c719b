package poegateway.simulator;

import java.util.ArrayList;
import java.util.List;

/** Writes a reply as one {@code chat.completion} object. */
final class WholeForm {
    private WholeForm() {}

    static String of(Draft draft) {
        return "{" + draft.head("chat.completion") + ",\"choices\":[{\"index\":0,\"message\":{" + message(draft)
                + "},\"finish_reason\":\"" + draft.turn().finish() + "\"}],\"usage\":" + draft.usage() + "}";
    }

    private static String message(Draft draft) {
        Turn turn = draft.turn();
        boolean legacy = draft.shape() == Manner.Shape.LEGACY;
        boolean calling = !turn.calls().isEmpty();
        var message = new StringBuilder("\"role\":\"assistant\",\"content\":");
        message.append(calling && !legacy ? "null" : JsonWords.quote(turn.text()));
        if (!turn.reasoning().isEmpty()) {
            String reasoning = JsonWords.quote(turn.reasoning());
            message.append(",\"reasoning_content\":").append(reasoning);
            message.append(",\"reasoning\":").append(reasoning);
        }
        if (calling) {
            message.append(",\"tool_calls\":[").append(calls(turn, legacy)).append(']');
        }
        if (!legacy) {
            message.append(",\"function_call\":null");
        }
        return message.toString();
    }

    private static String calls(Turn turn, boolean legacy) {
        List<String> calls = new ArrayList<>();
        for (Turn.Call call : turn.calls()) {
            String index = legacy ? "" : "\"index\":" + calls.size() + ",";
            calls.add("{" + index + "\"id\":" + JsonWords.quote(call.id())
                    + ",\"type\":\"function\",\"function\":{\"name\":"
                    + JsonWords.quote(call.name()) + ",\"arguments\":" + JsonWords.quote(call.arguments()) + "}"
                    + signature(call) + "}");
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
