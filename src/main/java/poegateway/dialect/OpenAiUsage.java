package poegateway.dialect;

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

/** The object {@code usage} of chat completions, which bots send too. */
public final class OpenAiUsage {
    private static final Set<String> COUNTS = Set.of("prompt_tokens", "completion_tokens");
    private static final double UNTOLD = -1;

    private OpenAiUsage() {}

    /** What was counted; empty when there is no object, or one of the two counts is missing or cannot be true. */
    public static Optional<ReplyEvent.Counted> read(@Nullable JsonSlice object) {
        if (object == null || !object.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonSlice> members = JsonMembers.of(object);
        Optional<Usage> usage = Usage.of(count(members.get("prompt_tokens")), count(members.get("completion_tokens")));
        Map<String, JsonSlice> more = new LinkedHashMap<>(members);
        more.keySet().removeAll(COUNTS);
        return usage.map(counted -> new ReplyEvent.Counted(counted, new Extras(Dialect.CHAT, more)));
    }

    private static double count(@Nullable JsonSlice value) {
        return value == null ? UNTOLD : value.wholeNumber(15);
    }
}
