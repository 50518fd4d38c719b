package poegateway.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer of each dialect with thoughts, words and two calls. */
final class SpoiltSamples {
    private static final String CHAT = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"tool_calls",
            "message":{"role":"assistant","content":"Let me look.","reasoning_content":"Hm, hm.","tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"a\\":1}"}},
            {"id":"call_2","type":"function","function":{"name":"clock","arguments":"{}"}}]}}],
            "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}
            """;
    private static final String RESPONSE = """
            {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","error":null,"incomplete_details":null,
            "instructions":null,"metadata":{},"parallel_tool_calls":true,"temperature":1,"tool_choice":"auto","tools":[],"top_p":1,
            "output":[{"type":"reasoning","id":"rs_1","summary":[]},
            {"type":"message","id":"msg_1","role":"assistant","status":"completed",
            "content":[{"type":"output_text","text":"Let me look.","annotations":[],"logprobs":[]}]},
            {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{\\"a\\":1}","status":"completed"},
            {"type":"function_call","id":"fc_2","call_id":"call_2","name":"clock","arguments":"{}","status":"completed"}],
            "usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":3},"output_tokens":5,
            "output_tokens_details":{"reasoning_tokens":2},"total_tokens":12}}
            """;
    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[
            {"type":"thinking","thinking":"Hm, hm.","signature":"c2ln"},{"type":"text","text":"Let me look."},
            {"type":"tool_use","id":"toolu_1","name":"weather","input":{"a":1}},
            {"type":"tool_use","id":"toolu_2","name":"clock","input":{}}],"stop_reason":"tool_use","stop_sequence":null,
            "usage":{"input_tokens":7,"cache_read_input_tokens":3,"cache_creation_input_tokens":0,"output_tokens":5}}
            """;

    private SpoiltSamples() {}

    static ObjectNode of(RecordedCaller dialect) {
        String answer = switch (dialect) {
            case CHAT, COMPLETIONS, BOT -> CHAT;
            case RESPONSES -> RESPONSE;
            case MESSAGES -> MESSAGE;
        };
        return (ObjectNode) RecordedCaller.json(answer.getBytes(UTF_8));
    }
}
