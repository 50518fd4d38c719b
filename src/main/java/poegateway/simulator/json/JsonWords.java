package poegateway.simulator.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** The wire is written by hand, so that its keys stand in the source in the order of the recordings. */
public final class JsonWords {
    private JsonWords() {}

    /** The text as a JSON string, quotes included. */
    public static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
