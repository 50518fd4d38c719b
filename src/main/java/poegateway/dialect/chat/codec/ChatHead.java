package poegateway.dialect.chat.codec;

import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.dialect.ReplyContext;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

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
        detail(json, "prompt_tokens_details", "cached_tokens", cached(extras));
        detail(json, "completion_tokens_details", "reasoning_tokens", thought(extras));
        json.endObject();
    }

    private static void detail(JsonWriter json, String object, String name, Optional<JsonSlice> count) {
        count.ifPresent(
                told -> json.name(object).beginObject().name(name).value(told).endObject());
    }

    /** What models of other dialects read from their cache; Anthropic's count it apart. */
    private static Optional<JsonSlice> cached(Extras extras) {
        return switch (extras.origin()) {
            case MESSAGES -> extras.find("cache_read_input_tokens");
            case RESPONSES -> inner(extras, "input_tokens_details", "cached_tokens");
            case CHAT, COMPLETIONS, BOT -> Optional.empty(); // told as it came
        };
    }

    private static Optional<JsonSlice> thought(Extras extras) {
        return extras.origin() == Dialect.RESPONSES
                ? inner(extras, "output_tokens_details", "reasoning_tokens")
                : Optional.empty();
    }

    private static Optional<JsonSlice> inner(Extras extras, String object, String name) {
        return extras.find(object)
                .filter(JsonSlice::isObject)
                .flatMap(details -> Optional.ofNullable(JsonMembers.of(details).get(name)));
    }
}
