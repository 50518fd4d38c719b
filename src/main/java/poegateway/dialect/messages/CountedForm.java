package poegateway.dialect.messages;

import java.util.List;
import java.util.Map;
import java.util.Set;
import poegateway.dialect.Codec;
import poegateway.dialect.messages.codec.MessagesCodec;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * The form of a request that is only counted: no model reads it, so what would be refused is refused here. It is read as one that is
 * translated, so that both are refused alike; only the types of blocks, which a model would judge, are looked at besides.
 */
final class CountedForm {
    private static final Codec CODEC = new MessagesCodec();
    private static final String RESULT = "tool_result";

    /** Besides those whose names end as those of a call or a result do: tools that Anthropic runs have their own. */
    private static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "document",
            "thinking",
            "redacted_thinking",
            "tool_use",
            RESULT,
            "search_result",
            "container_upload",
            "tool_reference",
            "compaction");

    private CountedForm() {}

    /** @throws poegateway.core.failure.FailureException when a member is not what Anthropic takes */
    static void check(byte[] body) {
        CODEC.readRequest(body, "");
        JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> members = JsonMembers.of(cursor);
            return () -> checked(members);
        });
    }

    private static Map<String, JsonSlice> checked(Map<String, JsonSlice> members) {
        checkBlocks(member(members, "system"), "system");
        List<JsonSlice> messages = JsonMembers.elements(member(members, "messages"));
        for (int i = 0; i < messages.size(); i++) {
            checkBlocks(member(JsonMembers.of(messages.get(i)), "content"), "messages[" + i + "].content");
        }
        return members;
    }

    private static void checkBlocks(JsonSlice content, String place) {
        if (!content.isArray()) {
            return;
        }
        List<JsonSlice> blocks = JsonMembers.elements(content);
        for (int i = 0; i < blocks.size(); i++) {
            checkBlock(JsonMembers.of(blocks.get(i)), place + "[" + i + "]");
        }
    }

    private static void checkBlock(Map<String, JsonSlice> block, String place) {
        String type = member(block, "type").text().decoded();
        if (!isKnown(type)) {
            throw JsonRequest.wrong(place + ".type", "a type of block that Anthropic has");
        }
        if (type.equals(RESULT)) {
            checkBlocks(member(block, "content"), place + ".content");
        }
    }

    private static boolean isKnown(String type) {
        return TYPES.contains(type) || type.endsWith("_tool_use") || type.endsWith("_tool_result");
    }

    private static JsonSlice member(Map<String, JsonSlice> members, String name) {
        return members.getOrDefault(name, JsonSlice.NULL);
    }
}
