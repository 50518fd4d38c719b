package poegateway.dialect.poe;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import poegateway.core.text.KnownSecrets;

/**
 * What an error body of Poe says, whatever its shape. Poe sends a code as a string, as a number or not at all, wraps
 * the JSON of its providers into the message, and leaves the names of its own library before it. Its
 * {@code error_id} is not read: it is Poe's business.
 *
 * @param message Poe's words, one line, without secrets that may have slipped in; empty when it said nothing
 * @param type Poe's type, or empty
 * @param code Poe's code when it is a word, or empty
 * @param status Poe's code when it is the number of a status, or 0
 * @param param the request field that Poe blames, or null
 * @param modelHasRun whether there are choices beside the error, or tokens that the model is counted to have written
 */
record PoeErrorBody(
        String message,
        String type,
        String code,
        int status,
        @Nullable String param,
        boolean modelHasRun) {
    private static final int MESSAGE_LIMIT_CHARACTERS = 2_000;
    private static final int WRAPPERS_LIMIT = 3;
    private static final Pattern PREFIX = Pattern.compile("^(litellm\\.\\w+: *|\\w+(Exception|Error)( - |: ))+");
    private static final Pattern KEY = Pattern.compile("\\b(sk-|pgw_|p-b|Bearer )[\\w.-]{8,}");
    private static final Pattern NOT_FOUND =
            Pattern.compile("(?:404 )?(?:page )?not found[.!]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * Never fails: what cannot be read says nothing.
     *
     * @param secrets what must not be seen in it
     */
    static PoeErrorBody read(byte[] bytes, int from, int to, KnownSecrets secrets) {
        PoeErrorBodyReader draft = new PoeErrorBodyReader(secrets);
        draft.readBody(bytes, from, to);
        return draft.said().unwrapped(secrets, WRAPPERS_LIMIT);
    }

    /** An error of which nothing but words is known. */
    static PoeErrorBody saying(String words, KnownSecrets secrets) {
        return new PoeErrorBody(secrets.hiddenIn(words), "", "", 0, null, false).unwrapped(secrets, WRAPPERS_LIMIT);
    }

    /** Whether it is no word about a model, but of a server that has nothing at this address. */
    boolean isOfNoModel() {
        return type.isEmpty()
                && code.isEmpty()
                && (message.isEmpty() || NOT_FOUND.matcher(message).matches());
    }

    /** Replaces a message that holds an error body of its own by what that one says. */
    private PoeErrorBody unwrapped(KnownSecrets secrets, int wrappersLeft) {
        int brace = message.indexOf('{');
        if (brace >= 0 && wrappersLeft > 0) {
            byte[] inner = message.substring(brace).getBytes(StandardCharsets.UTF_8);
            PoeErrorBodyReader draft = new PoeErrorBodyReader(secrets);
            draft.readJson(inner, 0, inner.length);
            PoeErrorBody wrapped = draft.said().unwrapped(secrets, wrappersLeft - 1);
            if (!wrapped.message.isEmpty()) {
                return new PoeErrorBody(
                        wrapped.message,
                        type.isEmpty() ? wrapped.type : type,
                        code.isEmpty() ? wrapped.code : code,
                        status == 0 ? wrapped.status : status,
                        param == null ? wrapped.param : param,
                        modelHasRun);
            }
        }
        return new PoeErrorBody(cleaned(message), type, code, status, param, modelHasRun);
    }

    private static String cleaned(String message) {
        String line = BLANKS.matcher(message).replaceAll(" ").strip();
        String words = PREFIX.matcher(line).replaceFirst("");
        String safe = KEY.matcher(words).replaceAll("***");
        return safe.length() > MESSAGE_LIMIT_CHARACTERS ? safe.substring(0, MESSAGE_LIMIT_CHARACTERS) + "…" : safe;
    }
}
