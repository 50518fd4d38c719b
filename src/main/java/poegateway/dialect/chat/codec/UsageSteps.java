package poegateway.dialect.chat.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.wire.JsonMembers;
import poegateway.wire.JsonSlice;

/** Reads usage. */
final class UsageSteps {
    private static final double UNTOLD = -1;

    private UsageSteps() {}

    /** What was counted; empty when one of the two counts is missing or cannot be true. */
    static Optional<ReplyEvent.Counted> read(JsonSlice object) {
        Map<String, JsonSlice> members = JsonMembers.of(object);
        Optional<Usage> usage = Usage.of(count(members.get("prompt_tokens")), count(members.get("completion_tokens")));
        Map<String, JsonSlice> extras = new LinkedHashMap<>(members);
        extras.keySet().removeAll(Set.of("prompt_tokens", "completion_tokens"));
        return usage.map(counted -> new ReplyEvent.Counted(counted, new Extras(Dialect.CHAT, extras)));
    }

    private static double count(@Nullable JsonSlice value) {
        return value != null && value.toString().matches("\\d{1,15}") ? Double.parseDouble(value.toString()) : UNTOLD;
    }
}
