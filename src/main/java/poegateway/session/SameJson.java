package poegateway.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Compares JSON documents by what they say: blanks, escapes, and the order of members do not count. */
final class SameJson {
    private static final int DEPTH_MAX = 100;

    private SameJson() {}

    /** Whether both are valid and say the same. */
    static boolean isSame(String one, String other) {
        try {
            return isSame(whole(one), whole(other), 0);
        } catch (JsonFault | IllegalArgumentException invalid) {
            return false;
        }
    }

    private static JsonSlice whole(String document) throws JsonFault {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor(bytes);
        cursor.need();
        return cursor.slice();
    }

    private static boolean isSame(JsonSlice one, JsonSlice other, int depth) {
        if (one.equals(other)) {
            return true;
        }
        if (depth > DEPTH_MAX) {
            return false;
        }
        if (one.isObject() && other.isObject()) {
            return sameMembers(JsonMembers.of(one), JsonMembers.of(other), depth);
        }
        if (one.isArray() && other.isArray()) {
            return sameElements(JsonMembers.elements(one), JsonMembers.elements(other), depth);
        }
        return one.isString()
                && other.isString()
                && one.text().decoded().equals(other.text().decoded());
    }

    private static boolean sameMembers(Map<String, JsonSlice> one, Map<String, JsonSlice> other, int depth) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream()
                        .allMatch(member -> isSame(
                                member.getValue(), Objects.requireNonNull(other.get(member.getKey())), depth + 1));
    }

    private static boolean sameElements(List<JsonSlice> one, List<JsonSlice> other, int depth) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!isSame(one.get(i), other.get(i), depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
