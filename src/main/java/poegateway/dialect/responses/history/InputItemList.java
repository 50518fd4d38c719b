package poegateway.dialect.responses.history;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Lists of what a response answers, in the form that OpenAI's clients insist on. */
public final class InputItemList {
    private final JsonWriter json = new JsonWriter();

    private InputItemList() {}

    /** An item, with its own id or one by its place. */
    public record Item(String id, JsonSlice json) {}

    /** All items, oldest first. */
    public static List<Item> items(KeptResponse kept) {
        List<JsonSlice> all = kept.inputItems();
        return IntStream.range(0, all.size())
                .mapToObj(place -> new Item(idOf(all.get(place), place), all.get(place)))
                .toList();
    }

    /**
     * The list as a JSON object.
     *
     * @param hasMore whether there are items that it lacks
     */
    public static byte[] written(List<Item> items, boolean hasMore) {
        return new InputItemList().write(items, hasMore);
    }

    private static String idOf(JsonSlice item, int place) {
        String own = Replay.text(JsonMembers.of(item), "id");
        return own.isEmpty() ? "item_" + place : own;
    }

    private byte[] write(List<Item> items, boolean hasMore) {
        json.beginObject().name("object").word("list").name("data").beginArray();
        items.forEach(item -> item(JsonMembers.of(item.json()), item.id()));
        json.endArray();
        end("first_id", items.isEmpty() ? "" : items.getFirst().id());
        end("last_id", items.isEmpty() ? "" : items.getLast().id());
        return json.name("has_more").value(hasMore).endObject().written().toByteArray();
    }

    private void item(Map<String, JsonSlice> members, String id) {
        json.beginObject().name("id").value(id);
        if (!members.containsKey("type")) {
            json.name("type").word("message");
        }
        boolean byModel = Replay.text(members, "role").equals("assistant");
        members.forEach((name, value) -> {
            if (name.equals("content") && value.isString()) {
                text(value, byModel);
            } else if (!name.equals("id")) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        if (members.containsKey("role") && !members.containsKey("status")) {
            json.name("status").word("completed");
        }
        json.endObject();
    }

    /** One text is a list with one part. */
    private void text(JsonSlice text, boolean byModel) {
        json.name("content").beginArray().beginObject();
        json.name("type")
                .word(byModel ? "output_text" : "input_text")
                .name("text")
                .value(text);
        if (byModel) {
            json.name("annotations").beginArray().endArray();
        }
        json.endObject().endArray();
    }

    private void end(String name, String id) {
        json.name(name);
        if (id.isEmpty()) {
            json.nullValue();
        } else {
            json.value(id);
        }
    }
}
