package poegateway.dialect.messages.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** The object {@code usage} of messages, in which tokens of the cache are counted apart from the others of the prompt. */
final class MessagesUsage {
    private static final String READ = "cache_read_input_tokens";
    private static final String WRITTEN = "cache_creation_input_tokens";
    private static final Set<String> COUNTS = Set.of("input_tokens", "output_tokens", READ, WRITTEN, "total_tokens");

    private MessagesUsage() {}

    /** A count with what else an object tells. */
    static ReplyEvent.Counted counted(Usage usage, Map<String, JsonSlice> object) {
        Map<String, JsonSlice> more = new LinkedHashMap<>(object);
        more.remove("input_tokens");
        more.remove("output_tokens");
        return new ReplyEvent.Counted(usage, new Extras(Dialect.MESSAGES, more));
    }

    /** What every stream begins with, where nothing was counted yet. */
    static void writeNothing(JsonWriter json) {
        json.beginObject().name("input_tokens").value(0).name(WRITTEN).value(0);
        json.name(READ).value(0).name("output_tokens").value(0).endObject();
    }

    static void write(JsonWriter json, Usage usage, Extras extras) {
        Map<String, JsonSlice> own = extras.membersFor(Dialect.MESSAGES);
        long read = own.containsKey(READ) ? count(own.get(READ)) : cachedElsewhere(extras);
        long written = count(own.get(WRITTEN));
        json.beginObject().name("input_tokens").value(Math.max(0, usage.inputTokens() - read - written));
        json.name(WRITTEN).value(written).name(READ).value(read);
        json.name("output_tokens").value(usage.outputTokens());
        own.forEach((name, value) -> {
            if (!COUNTS.contains(name)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        json.endObject();
    }

    private static long cachedElsewhere(Extras extras) {
        String details = switch (extras.origin()) {
            case CHAT, BOT, COMPLETIONS -> "prompt_tokens_details";
            case RESPONSES -> "input_tokens_details";
            case MESSAGES -> "";
        };
        return extras.find(details)
                .filter(JsonSlice::isObject)
                .map(object -> count(JsonMembers.of(object).get("cached_tokens")))
                .orElse(0L);
    }

    private static long count(@Nullable JsonSlice value) {
        return value == null ? 0 : Math.max(0, value.wholeNumber(12));
    }
}
