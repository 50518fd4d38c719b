package poegateway.dialect.bot.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.wire.json.JsonSlice;

/** Members of queries that are read in no way of their own. */
final class QueryMembers {
    static final Extras NONE = Extras.none(Dialect.BOT);

    /** Members that every query must have, and that say nothing when they are empty. */
    static final Set<String> IDS = Set.of("user_id", "conversation_id", "message_id");

    /** How the protocol's library writes what was not given. */
    private static final Set<String> SAYING_NOTHING =
            Set.of("null", "\"\"", "[]", "{}", "false", "0", "\"<missing>\"", "\"en\"", "\"text/markdown\"");

    private static final int SHORT_BYTES = 16;

    private QueryMembers() {}

    /** Those that say something; the library sends every member of the protocol, most of them empty. */
    static Extras extras(Map<String, JsonSlice> members) {
        Map<String, JsonSlice> kept = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (saysSomething(value)) {
                kept.put(name, value);
            }
        });
        return kept.isEmpty() ? NONE : new Extras(Dialect.BOT, kept);
    }

    static boolean saysSomething(JsonSlice value) {
        return value.length() > SHORT_BYTES || !SAYING_NOTHING.contains(value.toString());
    }
}
