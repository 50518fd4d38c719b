package poegateway.dialect.chat.codec;

import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.dialect.ReplyContext;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;
import poegateway.wire.JsonWriter;

/** What replies say about themselves, and what was counted. */
final class ChatHead {
    private ChatHead() {}

    /** Members that come before the choices; what Poe did not tell is the gateway's own, or the caller's. */
    static void write(JsonWriter json, String object, ReplyEvent.Begun begun, ReplyContext context) {
        json.name("id");
        begun.id().ifPresentOrElse(json::value, () -> json.value("chatcmpl-" + context.requestId()));
        json.name("object").word(object);
        json.name("created").value(begun.createdSeconds().orElse(context.createdSeconds()));
        json.name("model");
        begun.model()
                .filter(name -> !name.isEmpty())
                .ifPresentOrElse(json::value, () -> json.value(context.opening().model()));
        begun.extras()
                .membersFor(Dialect.CHAT)
                .forEach((name, value) -> json.name(JsonText.of(name)).value(value));
    }

    /** A usage object. */
    static void writeUsage(JsonWriter json, Usage usage, Extras extras) {
        json.beginObject().name("prompt_tokens").value(usage.inputTokens());
        json.name("completion_tokens").value(usage.outputTokens());
        Map<String, JsonSlice> more = extras.membersFor(Dialect.CHAT);
        if (!more.containsKey("total_tokens")) {
            json.name("total_tokens").value(usage.inputTokens() + usage.outputTokens());
        }
        more.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        cached(extras).ifPresent(count -> {
            json.name("prompt_tokens_details").beginObject();
            json.name("cached_tokens").value(count).endObject();
        });
        json.endObject();
    }

    /** What Anthropic's models read from their cache, which they count apart. */
    private static Optional<JsonSlice> cached(Extras extras) {
        return extras.origin() == Dialect.MESSAGES ? extras.find("cache_read_input_tokens") : Optional.empty();
    }
}
