package poegateway.dialect.responses.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * What a response says of its request, and how the caller calls its tools. Keeps no body alive.
 *
 * @param members those that stood in the request
 */
record RequestEcho(Map<String, JsonSlice> members, ToolNames names) {
    /** Of a request of which nothing is known. */
    static final RequestEcho NONE = new RequestEcho(Map.of(), new ToolNames());

    private static final List<String> SHOWN = List.of(
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "previous_response_id",
            "prompt_cache_key",
            "reasoning",
            "safety_identifier",
            "service_tier",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user");

    RequestEcho {
        members = Map.copyOf(members);
    }

    static RequestEcho of(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> all = JsonMembers.of(cursor);
            return () -> of(all);
        });
    }

    private static RequestEcho of(Map<String, JsonSlice> all) {
        Map<String, JsonSlice> shown = new LinkedHashMap<>();
        for (String name : SHOWN) {
            JsonSlice value = all.get(name);
            if (value != null && !value.isNull()) {
                shown.put(name, value.detached());
            }
        }
        return new RequestEcho(shown, ResponsesToolReader.of(all.get("tools")).names());
    }
}
