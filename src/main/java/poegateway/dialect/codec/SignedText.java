package poegateway.dialect.codec;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.wire.json.JsonText;

/**
 * What a model signed of its thoughts, in dialects with a place for it. Beside what models of the dialect sign, it may be the
 * signature of a model of another one; that is told by its beginning, so that no model gets what another one signed.
 */
public final class SignedText {
    /** How signatures of models of other dialects begin. */
    public static final String PREFIX = "poe-gateway:";

    private SignedText() {}

    /**
     * A signature as it is shown to callers.
     *
     * @param signer the dialect of the model
     * @param caller the dialect of the caller
     */
    public static JsonText shown(JsonText signature, Dialect signer, Dialect caller) {
        return signer == caller ? signature : joined(JsonText.of(beginning(signer)), signature);
    }

    /**
     * Thoughts with what a caller shows of their signature.
     *
     * @param shown null where there is none
     * @param caller the dialect of the caller
     */
    public static Part.Thinking thinking(JsonText text, @Nullable JsonText shown, Dialect caller) {
        if (shown == null) {
            return new Part.Thinking(text, Optional.empty(), Extras.none(caller));
        }
        for (Dialect signer : Dialect.values()) {
            String beginning = beginning(signer);
            if (shown.startsWith(beginning)) {
                JsonText signature = shown.part(shown.from() + beginning.length(), shown.to());
                return new Part.Thinking(text, Optional.of(signature), Extras.none(signer));
            }
        }
        return new Part.Thinking(text, Optional.of(shown), Extras.none(caller));
    }

    private static String beginning(Dialect signer) {
        return PREFIX + signer.name().toLowerCase(Locale.ROOT) + ":";
    }

    private static JsonText joined(JsonText first, JsonText second) {
        byte[] all = new byte[first.length() + second.length()];
        System.arraycopy(first.source(), first.from(), all, 0, first.length());
        System.arraycopy(second.source(), second.from(), all, first.length(), second.length());
        return new JsonText(all, 0, all.length);
    }
}
