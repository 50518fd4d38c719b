package poegateway.front.openai;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.AnsweredFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.front.RelayRoute;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/**
 * Requests in the form of responses at the path of chat completions, with {@code input} in place of {@code messages}, whose answer is
 * wanted as a chat. Source: public reports of what Cursor sends for models of OpenAI's.
 */
final class ResponsesShape implements RelayRoute.Alternative {
    private final WireFormat format;

    ResponsesShape(WireFormat chat) {
        this.format = new AnsweredFormat(new ResponsesFormat(), chat);
    }

    @Override
    public Optional<WireFormat> insteadOf(FailureException refused, byte[] body) {
        boolean lacksMessages = refused.failure() instanceof ClientFailure.InvalidRequest invalid
                && "messages".equals(invalid.param())
                && invalid.code().equals("missing_required_parameter");
        return lacksMessages && hasInput(body) ? Optional.of(format) : Optional.empty();
    }

    private static boolean hasInput(byte[] body) {
        try {
            JsonCursor cursor = new JsonCursor(body);
            if (cursor.next() != JsonToken.START_OBJECT) {
                return false;
            }
            while (cursor.need() == JsonToken.FIELD_NAME) {
                if (cursor.name().equals("input")) {
                    return true;
                }
                cursor.need();
                cursor.skip();
            }
        } catch (JsonFault broken) {
            return false;
        }
        return false;
    }
}
