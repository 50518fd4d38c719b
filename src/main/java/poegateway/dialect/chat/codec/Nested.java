package poegateway.dialect.chat.codec;

import java.util.Map;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Extras that stood inside an object of a part; their names begin with its name and a dot. */
final class Nested {
    private Nested() {}

    /** Writes those of that object. */
    static void inside(String prefix, Map<String, JsonSlice> extras, JsonWriter json) {
        extras.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                json.name(JsonText.of(name.substring(prefix.length()))).value(value);
            }
        });
    }

    /** Writes those that stood beside such objects. */
    static void beside(String prefix, Map<String, JsonSlice> extras, JsonWriter json) {
        extras.forEach((name, value) -> {
            if (!name.startsWith(prefix)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
    }
}
