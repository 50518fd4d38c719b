package poegateway.dialect.bot.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.ReplyEvent;
import poegateway.dialect.OpenAiUsage;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * A chunk of a chat completion, as bots send them for tools; of its choices, the first. Objects that are no chunk have nothing.
 *
 * @param delta what it adds
 * @param finishReason why the answer ends; empty when it goes on
 * @param counted what was counted, where it can be true
 */
public record ToolChunk(Map<String, JsonSlice> delta, String finishReason, Optional<ReplyEvent.Counted> counted) {
    private static final Set<String> ADDING = Set.of("content", "reasoning_content", "tool_calls");

    /** The chunk that has these members. */
    public static ToolChunk of(Map<String, JsonSlice> members) {
        Map<String, JsonSlice> choice = choice(members.get("choices"));
        JsonSlice delta = choice.get("delta");
        return new ToolChunk(
                delta != null && delta.isObject() ? JsonMembers.of(delta) : Map.of(),
                EventData.textOrEmpty(choice.get("finish_reason")).decoded(),
                OpenAiUsage.read(members.get("usage")));
    }

    /** Whether it adds to the answer. */
    public boolean adds() {
        return delta.entrySet().stream()
                .anyMatch(member ->
                        ADDING.contains(member.getKey()) && member.getValue().length() > 2);
    }

    private static Map<String, JsonSlice> choice(@Nullable JsonSlice choices) {
        List<JsonSlice> all = choices != null && choices.isArray() ? JsonMembers.elements(choices) : List.of();
        return !all.isEmpty() && all.getFirst().isObject() ? JsonMembers.of(all.getFirst()) : Map.of();
    }
}
