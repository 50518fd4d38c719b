package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.conversation.ToolTurns;
import poegateway.mcp.message.McpJson;

/** Tells a client which tools a model called. */
final class CalledTools {
    private CalledTools() {}

    /** How many answers called tools that were run. */
    static long rounds(ToolTurns told) {
        return told.messages().stream()
                .filter(message -> message.role() == Role.TOOL)
                .count();
    }

    /** Calls that the client has to run. */
    static ArrayNode pending(List<ToolCall> calls) {
        ArrayNode pending = McpJson.object().putArray("pending");
        calls.forEach(call -> pending.add(called(call)));
        return pending;
    }

    /** Calls that were run, with their results. What the model thought before it called stands with the first call of each round. */
    static ArrayNode run(ToolTurns told) {
        ArrayNode done = McpJson.object().putArray("done");
        Iterator<ToolTurns.Run> runs = told.runs().iterator();
        Map<String, ObjectNode> calls = Map.of();
        int round = 0;
        for (Message message : told.messages()) {
            if (message.role() == Role.ASSISTANT) {
                round++;
                calls = calls(message, round);
                continue;
            }
            for (Part part : message.parts()) {
                if (part instanceof Part.Result result) {
                    ToolTurns.Run run = runs.next();
                    ObjectNode call = calls.get(result.callId().decoded());
                    if (call != null) {
                        done.add(call.put("result", words(result))
                                .put("is_error", run.failed())
                                .put("ms", run.took().toMillis()));
                    }
                }
            }
        }
        return done;
    }

    /** Those of one answer, by their ids. */
    private static Map<String, ObjectNode> calls(Message answer, int round) {
        Map<String, ObjectNode> calls = new LinkedHashMap<>();
        String thoughts = thoughts(answer.parts());
        for (Part part : answer.parts()) {
            if (part instanceof Part.Call call) {
                ObjectNode told = called(call.call()).put("round", round);
                if (calls.isEmpty() && !thoughts.isEmpty()) {
                    told.put("reasoning", thoughts);
                }
                calls.put(call.call().id().decoded(), told);
            }
        }
        return calls;
    }

    /** What a model thought, as far as it tells; may be empty. */
    static String thoughts(List<Part> parts) {
        StringBuilder thoughts = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Thinking thinking) {
                thoughts.append(thinking.text().decoded());
            }
        }
        return thoughts.toString();
    }

    private static ObjectNode called(ToolCall call) {
        return McpJson.object()
                .put("id", call.id().decoded())
                .put("name", call.name().decoded())
                .put("arguments", call.arguments().decoded());
    }

    private static String words(Part.Result result) {
        StringBuilder words = new StringBuilder();
        result.content().forEach(part -> {
            if (part instanceof Part.Words said) {
                words.append(said.text().decoded());
            }
        });
        return words.toString();
    }
}
