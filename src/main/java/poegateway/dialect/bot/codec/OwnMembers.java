package poegateway.dialect.bot.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.conversation.Extras;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** What only the protocol knows of tools and calls: members beside their function, and members inside it, marked by its name. */
final class OwnMembers {
    private static final String INSIDE = "function.";

    private OwnMembers() {}

    /** Both, after what was read has been taken out. */
    static Extras of(Map<String, JsonSlice> beside, Map<String, JsonSlice> inside) {
        Map<String, JsonSlice> all = new LinkedHashMap<>(beside);
        inside.forEach((name, value) -> all.put(INSIDE + name, value));
        return QueryMembers.extras(all);
    }

    static void inside(Map<String, JsonSlice> members, JsonWriter json) {
        members.forEach((name, value) -> {
            if (name.startsWith(INSIDE)) {
                json.name(JsonText.of(name.substring(INSIDE.length()))).value(value);
            }
        });
    }

    static void beside(Map<String, JsonSlice> members, JsonWriter json) {
        members.forEach((name, value) -> {
            if (!name.startsWith(INSIDE)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
    }
}
