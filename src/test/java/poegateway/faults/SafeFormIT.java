package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.asked;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** What breaks some client or other may come from Poe, but it does not leave the gateway. */
class SafeFormIT {
    /** Streams that end well, though a part of them is not as OpenAI writes it. */
    private static final List<String> ODD = List.of(
            "chunk-content-null",
            "chunk-empty-first",
            "chunk-error-null",
            "chunk-finish-empty",
            "chunk-finish-empty-everywhere",
            "chunk-no-role",
            "chunk-reasoning-one-key",
            "chunk-role-everywhere",
            "chunk-usage-everywhere",
            "chunk-usage-null",
            "tool-single",
            "tool-parallel",
            "tool-no-index",
            "tool-null-id",
            "tool-repeated-id",
            "tool-finish-stop",
            "tool-bad-arguments",
            "end-done-only",
            "end-finish-only",
            "end-without-blank-line",
            "body-json-to-stream",
            "body-error-null",
            "sse-crlf",
            "sse-cr",
            "sse-mixed",
            "sse-bom",
            "sse-comments",
            "sse-no-space",
            "sse-multi-line",
            "sse-id-retry",
            "sse-event-name",
            "sse-no-data",
            "sse-empty-data",
            "sse-unknown-field",
            "sse-split-utf8",
            "sse-split-anywhere",
            "sse-one-piece");

    @GatewayTest
    void everyOddStreamLeavesInAFormThatAllClientsRead(Rig rig) {
        for (String model : ODD) {
            for (boolean usage : List.of(false, true)) {
                Reply reply = read(rig, model, usage);
                assertEquals(200, reply.status(), () -> model + ": " + reply.body());
                SafeStream.check(model, reply.body(), usage);
            }
        }
    }

    @GatewayTest
    void toolCallsAreCalledToolCalls(Rig rig) {
        for (String model : List.of("tool-finish-stop", "tool-no-index", "tool-null-id", "tool-repeated-id")) {
            for (boolean stream : Verdict.BOTH) {
                Reply reply = asked(rig, 1, model, stream);
                assertTrue(reply.body().contains("\"finish_reason\":\"tool_calls\""), reply.body());
            }
        }
    }

    @GatewayTest
    void aWholeReplyHasAllThatClientsAskFor(Rig rig) {
        for (String model : List.of("claude-sonnet-4.6", "body-error-null", "tool-single", "body-stream-to-whole")) {
            Reply reply = asked(rig, 1, model, false);
            JsonNode choice = reply.json().at("/choices/0");
            assertTrue(reply.json().path("error").isMissingNode(), reply.body());
            assertTrue(choice.has("logprobs") && choice.path("message").has("refusal"), reply.body());
            assertTrue(choice.path("message").has("content"), reply.body());
            assertEquals("assistant", choice.at("/message/role").asText());
        }
    }

    private static Reply read(Rig rig, String model, boolean usage) {
        String options = usage ? ",\"stream_options\":{\"include_usage\":true}}" : "}";
        String body = ChatDialect.CHAT.body(model, true);
        return rig.post(ChatDialect.CHAT.path(), body.substring(0, body.length() - 1) + options);
    }
}
