package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Arrays;
import java.util.List;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Notes which members of the envelope a reply or a chunk has, and puts in those that are missing or of a wrong type. */
final class EnvelopeReader {
    private static final List<String> NAMES = List.of("id", "object", "created", "model");
    private static final int NONE = -1;

    private final JsonCursor cursor;
    private final ObjectReader walk;
    private final String object;
    private final int[] members = new int[NAMES.size()];
    private final boolean[] fits = new boolean[NAMES.size()];

    /**
     * @param walk over the outermost object
     * @param object the one value that {@code object} may have
     */
    EnvelopeReader(JsonCursor cursor, ObjectReader walk, String object) {
        this.cursor = cursor;
        this.walk = walk;
        this.object = object;
        Arrays.fill(members, NONE);
    }

    /** Notes the member at hand, whatever it is. */
    void note(String name) throws JsonFault {
        int field = NAMES.indexOf(name);
        if (field >= 0) {
            members[field] = walk.member();
            fits[field] = isAsExpected(name);
        }
    }

    boolean isComplete() {
        for (boolean fit : fits) {
            if (!fit) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code object} has the one value that it may have. */
    boolean isOfChunk() {
        return fits("object");
    }

    /** Whether the member of that name, noted already, is as clients expect it. */
    boolean fits(String name) {
        return fits[NAMES.indexOf(name)];
    }

    /** Puts in what is missing; the walk writes it. */
    void fill(Envelope.Values values) {
        for (int field = 0; field < fits.length; field++) {
            if (!fits[field]) {
                if (members[field] != NONE) {
                    walk.drop(members[field], EditIds.ENVELOPE);
                }
                walk.add("\"" + NAMES.get(field) + "\":" + value(field, values), EditIds.ENVELOPE);
            }
        }
    }

    private String value(int field, Envelope.Values values) {
        return switch (NAMES.get(field)) {
            case "id" -> values.id();
            case "object" -> Json.quoted(object);
            case "created" -> values.created();
            default -> values.model();
        };
    }

    private boolean isAsExpected(String name) throws JsonFault {
        if (name.equals("created")) {
            return cursor.current() == JsonToken.VALUE_NUMBER_INT;
        }
        if (cursor.current() != JsonToken.VALUE_STRING) {
            return false;
        }
        return name.equals("object") ? cursor.text().equals(object) : !cursor.isEmptyText();
    }
}
