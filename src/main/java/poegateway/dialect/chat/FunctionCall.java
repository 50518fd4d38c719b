package poegateway.dialect.chat;

import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectReader;

/** A {@code function_call}, the older form of a tool call: a name and arguments, without an id. */
final class FunctionCall {
    private FunctionCall() {}

    /**
     * Sees to it that the arguments are a string. The cursor must stand on the opening brace, and is left on the closing one.
     *
     * @param whenNull what arguments become that are null
     * @return the arguments
     */
    static String read(JsonCursor cursor, byte[] source, String whenNull, JsonEdits.Builder edits) throws JsonFault {
        ContentParts.Arguments arguments = ContentParts.Arguments.MISSING;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String key = walk.next(); key != null; key = walk.next()) {
            if (key.equals("arguments")) {
                arguments = ContentParts.arguments(cursor, source);
                if (!arguments.isString()) {
                    arguments.replace(arguments.text().isEmpty() ? whenNull : arguments.text(), edits);
                }
            }
        }
        return arguments.text();
    }
}
