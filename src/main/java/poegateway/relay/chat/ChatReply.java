package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.ReplyFailure;
import poegateway.core.Usage;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;

/**
 * What the gateway changes in a whole reply ({@code chat.completion}) of Poe, so that it is one of OpenAI's, and what it
 * must know of it.
 *
 * @param edits changes of the body on its way to the caller
 * @param usage what the model counted; empty when Poe did not tell
 * @param model name of the model that answered; empty when Poe did not tell
 */
public record ChatReply(JsonEdits edits, Optional<Usage> usage, Optional<String> model) {
    /** As {@link #rewrite(byte[], String)}, when the model's name does not matter. */
    public static ChatReply rewrite(byte[] body) {
        return rewrite(body, "");
    }

    /**
     * Reads the body of a reply with status 200 in one pass.
     *
     * @param model name that the caller asked for, for a failure that names it
     * @throws FailureException with {@link ReplyFailure.BadResponse} when the body is not JSON or holds no choices,
     *     or with what Poe says in a body that is an error in spite of its status
     */
    public static ChatReply rewrite(byte[] body, String model) {
        JsonEdits.Builder edits = JsonEdits.builder();
        try (JsonCursor cursor = new JsonCursor(body)) {
            if (cursor.need() != JsonToken.START_OBJECT) {
                throw bad("it is no JSON object");
            }
            ReplyReader reader = new ReplyReader(cursor, edits);
            reader.read();
            cursor.finish();
            if (reader.isError()) {
                PoeRefusal said = PoeErrors.readBody(body, model);
                throw new FailureException(reader.answered() ? new ReplyFailure.Interrupted(said) : said);
            }
            if (!reader.hasChoices()) {
                throw bad("it holds no choices");
            }
            return new ChatReply(edits.build(), reader.usage(), reader.model());
        } catch (JsonFault fault) {
            throw bad("broken JSON at " + fault.place());
        }
    }

    private static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }
}
