package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.dialect.RequestMember;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectReader;

/**
 * The messages of a request, as far as the gateway must know.
 *
 * @param firstWrong number of the first that is no object, or -1
 * @param pictures whether there are any in them
 */
record MessagesMember(int firstWrong, boolean pictures) implements RequestMember.Own {
    /** The list at hand; the cursor is left on its closing bracket. */
    static MessagesMember read(JsonCursor cursor) throws JsonFault {
        int count = 0;
        int firstWrong = -1;
        boolean pictures = false;
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                pictures |= message(cursor);
            } else {
                firstWrong = firstWrong < 0 ? count : firstWrong;
                cursor.skip();
            }
            count++;
        }
        return new MessagesMember(firstWrong, pictures);
    }

    private static boolean message(JsonCursor cursor) throws JsonFault {
        boolean pictures = false;
        ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            pictures |= name.equals("content") && blocks(cursor);
        }
        return pictures;
    }

    /** Whether the blocks at hand hold a picture; so may the results of tools. */
    private static boolean blocks(JsonCursor cursor) throws JsonFault {
        boolean pictures = false;
        if (cursor.current() != JsonToken.START_ARRAY) {
            return false;
        }
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                pictures |= block(cursor);
            } else {
                cursor.skip();
            }
        }
        return pictures;
    }

    private static boolean block(JsonCursor cursor) throws JsonFault {
        boolean pictures = false;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "type" ->
                    pictures |= cursor.current() == JsonToken.VALUE_STRING
                            && cursor.text().equals("image");
                case "content" -> pictures |= blocks(cursor);
                default -> {}
            }
        }
        return pictures;
    }
}
