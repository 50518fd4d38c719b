package poegateway.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Walks over a JSON text again with Jackson, to tell where a fault is and what was expected there. This is for texts that are
 * refused; others are never read by it.
 */
final class JsonReplay {
    private final byte[] source;
    private final int from;
    private final int to;

    /**
     * @param from offset of the text in the array
     * @param to offset after it
     */
    JsonReplay(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** The first thing that makes the text no JSON, or goes over a limit. */
    JsonFault fault() {
        return fault(Integer.MAX_VALUE, JsonFault.Kind.MALFORMED, "expected one JSON value here");
    }

    /**
     * A fault at a token, unless the text has one before it.
     *
     * @param number of the token, from 1 on; one after the last is the end of the text
     * @param what is wrong, a sentence without its full stop
     */
    JsonFault fault(int number, JsonFault.Kind kind, String what) {
        try (JsonParser parser = Json.parser(LoneSurrogates.masked(source, from, to), from, to)) {
            return walked(parser, number, kind, what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonFault walked(JsonParser parser, int number, JsonFault.Kind kind, String what)
            throws IOException {
        try {
            for (int i = 0; i < number && parser.nextToken() != null; i++) {
                parser.finishToken();
            }
        } catch (JacksonException | IllegalStateException e) {
            return JsonFaults.of(parser, e);
        }
        return JsonFaults.at(parser, kind, what);
    }
}
