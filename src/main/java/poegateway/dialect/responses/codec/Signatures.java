package poegateway.dialect.responses.codec;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.wire.JsonText;

/**
 * What a model signed of its thoughts, as {@code encrypted_content}. Beside what OpenAI's models encrypt, it may be the signature of a
 * model of another dialect; that is told by its beginning, so that no model gets what another one signed.
 */
final class Signatures {
    private static final String PREFIX = "poe-gateway:";

    private Signatures() {}

    /** A signature by a model of that dialect, as it is shown to callers. */
    static JsonText shown(JsonText signature, Dialect signer) {
        return signer == Dialect.RESPONSES
                ? signature
                : NestedText.joined(JsonText.of(PREFIX + signer.name().toLowerCase(Locale.ROOT) + ":"), signature);
    }

    /** Thoughts with what a caller shows of their signature. */
    static Part.Thinking thinking(JsonText text, @Nullable JsonText shown) {
        if (shown == null) {
            return new Part.Thinking(text, Optional.empty(), Extras.none(Dialect.RESPONSES));
        }
        for (Dialect signer : Dialect.values()) {
            String beginning = PREFIX + signer.name().toLowerCase(Locale.ROOT) + ":";
            if (shown.startsWith(beginning)) {
                JsonText signature = shown.part(shown.from() + beginning.length(), shown.to());
                return new Part.Thinking(text, Optional.of(signature), Extras.none(signer));
            }
        }
        return new Part.Thinking(text, Optional.of(shown), Extras.none(Dialect.RESPONSES));
    }
}
