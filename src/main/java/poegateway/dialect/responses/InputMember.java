package poegateway.dialect.responses;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.RequestMember;
import poegateway.wire.ByteRange;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectReader;

/**
 * The input of a request, as far as the gateway must know.
 *
 * @param at where it stands
 * @param isText whether it is one text and no list
 * @param isEmpty whether it is a list without items
 * @param firstWrong number of the first item that is no object, or -1
 * @param pictures whether there are any in it
 * @param compaction number of an item that asks for a summary, or -1
 * @param references items that stand for others
 */
record InputMember(
        ByteRange at,
        boolean isText,
        boolean isEmpty,
        int firstWrong,
        boolean pictures,
        int compaction,
        List<Reference> references)
        implements RequestMember.Own {
    /**
     * An item that stands for another one.
     *
     * @param number of the item in the input
     * @param at where it stands
     * @param id of the other
     */
    record Reference(int number, ByteRange at, String id) {}

    InputMember {
        references = List.copyOf(references);
    }

    /** The input at hand, which is a string or a list; the cursor is left on its last token. */
    static InputMember read(JsonCursor cursor) throws JsonFault {
        int from = cursor.start();
        if (cursor.current() == JsonToken.VALUE_STRING) {
            return new InputMember(new ByteRange(from, cursor.end()), true, false, -1, false, -1, List.of());
        }
        Walk walk = new Walk(cursor);
        walk.items();
        return new InputMember(
                new ByteRange(from, cursor.start() + 1),
                false,
                walk.count == 0,
                walk.firstWrong,
                walk.pictures,
                walk.compaction,
                walk.references);
    }

    private static final class Walk {
        private final JsonCursor cursor;
        private final List<Reference> references = new ArrayList<>();
        private int count;
        private int firstWrong = -1;
        private int compaction = -1;
        private boolean pictures;

        Walk(JsonCursor cursor) {
            this.cursor = cursor;
        }

        void items() throws JsonFault {
            while (cursor.need() != JsonToken.END_ARRAY) {
                if (cursor.current() == JsonToken.START_OBJECT) {
                    item();
                } else {
                    firstWrong = firstWrong < 0 ? count : firstWrong;
                    cursor.skip();
                }
                count++;
            }
        }

        private void item() throws JsonFault {
            int from = cursor.start();
            String type = "";
            String id = "";
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                boolean isText = cursor.current() == JsonToken.VALUE_STRING;
                switch (name) {
                    case "type" -> type = isText ? cursor.text() : type;
                    case "id" -> id = isText ? cursor.text() : id;
                    case "content", "output" -> parts();
                    default -> {}
                }
            }
            if (type.equals("item_reference")) {
                references.add(new Reference(count, new ByteRange(from, cursor.start() + 1), id));
            } else if (type.equals("compaction_trigger")) {
                compaction = count;
            }
        }

        private void parts() throws JsonFault {
            if (cursor.current() != JsonToken.START_ARRAY) {
                return;
            }
            while (cursor.need() != JsonToken.END_ARRAY) {
                if (cursor.current() == JsonToken.START_OBJECT) {
                    part();
                } else {
                    cursor.skip();
                }
            }
        }

        private void part() throws JsonFault {
            ObjectReader walk = ObjectReader.of(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                boolean isType = name.equals("type") && cursor.current() == JsonToken.VALUE_STRING;
                pictures |= isType && cursor.text().equals("input_image");
            }
        }
    }
}
