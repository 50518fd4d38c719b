package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.ObjectReader;

/**
 * Members of a request that Poe does not know, and refuses as "Extra inputs". It names one by its path, in which elements of lists
 * are numbered and kinds of objects are named too: {@code tools.0.custom.defer_loading}. Here a star stands for all elements.
 */
final class UnknownMembers {
    private static final Pattern REFUSAL =
            Pattern.compile("\\b([A-Za-z0-9_.-]{1,200}): Extra inputs are not permitted");
    private static final Pattern NUMBER = Pattern.compile("(?<=^|\\.)\\d+(?=\\.|$)");
    private static final int BAD_REQUEST = 400;
    private static final String ALL = "*";

    /** What is never left out: without it something else is asked. */
    private static final Set<String> NEEDED_ANYWHERE = Set.of(
            "role",
            "content",
            "text",
            "input",
            "id",
            "name",
            "tool_use_id",
            "source",
            "data",
            "url",
            "type",
            "input_schema",
            "description",
            "signature",
            "format",
            "output_format",
            "model",
            "messages",
            "system",
            "max_tokens",
            "stream",
            "tools",
            "tool_choice",
            "stop_sequences");

    private UnknownMembers() {}

    /** The paths of those that a refusal names and that may be left out. */
    static Set<String> of(Failure refusal) {
        Set<String> paths = new LinkedHashSet<>();
        if (refusal instanceof PoeRefusal.Refused no && no.status() == BAD_REQUEST) {
            Matcher named = REFUSAL.matcher(no.message());
            while (named.find()) {
                String path = NUMBER.matcher(named.group(1)).replaceAll(ALL);
                if (mayBeLeftOut(path)) {
                    paths.add(path);
                }
            }
        }
        return paths;
    }

    private static boolean mayBeLeftOut(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        boolean isThought = last.equals("thinking") && !path.equals(last);
        return !last.equals(ALL) && !last.isEmpty() && !isThought && !NEEDED_ANYWHERE.contains(last);
    }

    /** Edits that take out what stands at a path; none where nothing does, or where it holds the form of the answer. */
    static JsonEdits without(byte[] body, String path) {
        JsonEdits.Builder edits = JsonEdits.builder();
        try {
            JsonCursor cursor = new JsonCursor(body);
            if (cursor.next() == JsonToken.START_OBJECT) {
                remove(cursor.slice(), List.of(path.split("\\.")), edits);
            }
        } catch (JsonFault impossible) {
            throw new IllegalStateException("the body was read before", impossible);
        }
        return edits.build();
    }

    private static void remove(JsonSlice value, List<String> path, JsonEdits.Builder edits) throws JsonFault {
        String first = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (value.isArray() && first.equals(ALL) && !rest.isEmpty()) {
            for (JsonSlice element : JsonMembers.elements(value)) {
                remove(element, rest, edits);
            }
        } else if (value.isObject()) {
            JsonSlice member = JsonMembers.of(value).getOrDefault(first, JsonSlice.NULL);
            boolean holdsMore = member.isObject() || member.isArray();
            boolean holdsForm = member.isObject() && JsonMembers.of(member).containsKey("format");
            if (!rest.isEmpty()) {
                remove(holdsMore ? member : value, rest, edits); // what holds nothing is the kind of the object
            } else if (!holdsForm) {
                drop(value, first, edits);
            }
        }
    }

    private static void drop(JsonSlice object, String member, JsonEdits.Builder edits) throws JsonFault {
        JsonCursor cursor = new JsonCursor(object.source(), object.from(), object.to());
        cursor.need();
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            if (name.equals(member)) {
                walk.drop(walk.member(), "unknown-member-removed");
            }
        }
        walk.writeTo(edits);
    }
}
