package poegateway.dialect.responses;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import poegateway.dialect.request.RequestMember;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.ObjectReader;

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
 * @param onlyForeign whether all its items are of those
 * @param foreign where items with their commas stand that hold thoughts which another model signed
 */
record InputMember(
        ByteRange at,
        boolean isText,
        boolean isEmpty,
        int firstWrong,
        boolean pictures,
        int compaction,
        List<Reference> references,
        boolean onlyForeign,
        List<ByteRange> foreign)
        implements RequestMember.Own {
    /** Begins what a model of another dialect signed, as the gateway shows it. */
    private static final String SIGNED_ELSEWHERE = "poe-gateway:";

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
        foreign = List.copyOf(foreign);
    }

    /** The input at hand, which is a string or a list; the cursor is left on its last token. */
    static InputMember read(JsonCursor cursor) throws JsonFault {
        int from = cursor.start();
        if (cursor.current() == JsonToken.VALUE_STRING) {
            return new InputMember(
                    new ByteRange(from, cursor.end()), true, false, -1, false, -1, List.of(), false, List.of());
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
                walk.references,
                walk.count > 0 && walk.count == walk.foreign.size(),
                walk.foreign());
    }

    /** Whether an item holds thoughts that another model signed. */
    static boolean isForeign(JsonSlice item) {
        JsonSlice encrypted = JsonMembers.of(item).get("encrypted_content");
        return encrypted != null && encrypted.isString() && encrypted.text().startsWith(SIGNED_ELSEWHERE);
    }

    private static final class Walk {
        private final JsonCursor cursor;
        private final List<Reference> references = new ArrayList<>();
        private final List<ByteRange> items = new ArrayList<>();
        private final Set<Integer> foreign = new LinkedHashSet<>();
        private int count;
        private int firstWrong = -1;
        private int compaction = -1;
        private boolean pictures;

        Walk(JsonCursor cursor) {
            this.cursor = cursor;
        }

        void items() throws JsonFault {
            while (cursor.need() != JsonToken.END_ARRAY) {
                int from = cursor.start();
                if (cursor.current() == JsonToken.START_OBJECT) {
                    item();
                    items.add(new ByteRange(from, cursor.start() + 1));
                } else {
                    items.add(new ByteRange(from, from));
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
            boolean signedElsewhere = false;
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                boolean isText = cursor.current() == JsonToken.VALUE_STRING;
                switch (name) {
                    case "type" -> type = isText ? cursor.text() : type;
                    case "id" -> id = isText ? cursor.text() : id;
                    case "encrypted_content" ->
                        signedElsewhere |= isText && cursor.text().startsWith(SIGNED_ELSEWHERE);
                    case "content", "output" -> parts();
                    default -> {}
                }
            }
            if (type.equals("item_reference")) {
                references.add(new Reference(count, new ByteRange(from, cursor.start() + 1), id));
            } else if (type.equals("compaction_trigger")) {
                compaction = count;
            }
            if (signedElsewhere) {
                foreign.add(count);
            }
        }

        /** A comma goes with each: the one before it, or, where no item before it stays, the one behind it. */
        List<ByteRange> foreign() {
            List<ByteRange> ranges = new ArrayList<>();
            boolean staysBefore = false;
            for (int i = 0; i < items.size(); i++) {
                if (!foreign.contains(i)) {
                    staysBefore = true;
                } else if (staysBefore) {
                    ranges.add(new ByteRange(items.get(i - 1).to(), items.get(i).to()));
                } else {
                    int to = i + 1 < items.size()
                            ? items.get(i + 1).from()
                            : items.get(i).to();
                    ranges.add(new ByteRange(items.get(i).from(), to));
                }
            }
            return ranges;
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
