package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of an object, and the elements of a list, each as it stands. */
public final class JsonMembers {
    private JsonMembers() {}

    /**
     * Those of an object that is known to be valid.
     *
     * @return decoded name and value of each, in their order; where a name stands twice, its last value
     */
    public static Map<String, JsonSlice> of(JsonSlice object) {
        try {
            JsonCursor cursor = new JsonCursor(object.source(), object.from(), object.to());
            cursor.need();
            return of(cursor);
        } catch (JsonFault impossible) {
            throw new IllegalArgumentException("no valid object", impossible);
        }
    }

    /** The elements of a list that is known to be valid. */
    public static List<JsonSlice> elements(JsonSlice list) {
        List<JsonSlice> elements = new ArrayList<>();
        try {
            JsonCursor cursor = new JsonCursor(list.source(), list.from(), list.to());
            cursor.need();
            while (cursor.need() != JsonToken.END_ARRAY) {
                elements.add(cursor.slice());
            }
        } catch (JsonFault impossible) {
            throw new IllegalArgumentException("no valid list", impossible);
        }
        return elements;
    }

    /** Those of the object at hand; the cursor stands on its opening brace, and is left on its closing one. */
    public static Map<String, JsonSlice> of(JsonCursor cursor) throws JsonFault {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            members.put(name, cursor.slice());
        }
        return members;
    }
}
