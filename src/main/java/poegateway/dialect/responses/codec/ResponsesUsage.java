package poegateway.dialect.responses.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;

/** The object {@code usage} of responses. */
final class ResponsesUsage {
    private static final Set<String> COUNTS = Set.of("input_tokens", "output_tokens", "total_tokens");

    private ResponsesUsage() {}

    /** What was counted; empty when there is no object, or one of the two counts is missing or cannot be true. */
    static Optional<ReplyEvent.Counted> read(@Nullable JsonSlice object) {
        if (object == null || !object.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonSlice> members = JsonMembers.of(object);
        Optional<Usage> usage = Usage.of(count(members.get("input_tokens")), count(members.get("output_tokens")));
        Map<String, JsonSlice> more = new LinkedHashMap<>(members);
        more.keySet().removeAll(COUNTS);
        return usage.map(counted -> new ReplyEvent.Counted(counted, new Extras(Dialect.RESPONSES, more)));
    }

    /** Writes it, with the details that clients insist on. */
    static void write(JsonWriter json, Usage usage, Extras extras) {
        Map<String, JsonSlice> own = extras.membersFor(Dialect.RESPONSES);
        json.beginObject().name("input_tokens").value(usage.inputTokens());
        json.name("input_tokens_details").beginObject();
        long cached = detail(own, "input_tokens_details", "cached_tokens");
        json.name("cached_tokens")
                .value(
                        cached > 0
                                ? cached
                                : detail(extras, "prompt_tokens_details", "cached_tokens")
                                        + apart(extras, "cache_read_input_tokens"));
        json.name("cache_write_tokens")
                .value(detail(own, "input_tokens_details", "cache_write_tokens")
                        + apart(extras, "cache_creation_input_tokens"));
        json.endObject().name("output_tokens").value(usage.outputTokens());
        json.name("output_tokens_details").beginObject().name("reasoning_tokens");
        long thought = detail(own, "output_tokens_details", "reasoning_tokens");
        json.value(thought > 0 ? thought : detail(extras, "completion_tokens_details", "reasoning_tokens"));
        json.endObject().name("total_tokens").value(usage.inputTokens() + usage.outputTokens());
        json.endObject();
    }

    /** What Anthropic's models count apart from other tokens. */
    private static long apart(Extras extras, String name) {
        return extras.origin() == Dialect.MESSAGES
                ? (long) Math.max(0, count(extras.members().get(name)))
                : 0;
    }

    /** What chat completions tell in the same way. */
    private static long detail(Extras extras, String object, String name) {
        return extras.origin() == Dialect.CHAT ? detail(extras.members(), object, name) : 0;
    }

    private static long detail(Map<String, JsonSlice> members, String object, String name) {
        JsonSlice details = members.get(object);
        if (details == null || !details.isObject()) {
            return 0;
        }
        double count = count(JsonMembers.of(details).get(name));
        return count < 0 ? 0 : (long) count;
    }

    private static double count(@Nullable JsonSlice value) {
        return value == null ? -1 : value.wholeNumber(15);
    }
}
