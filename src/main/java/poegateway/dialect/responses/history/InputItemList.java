package poegateway.dialect.responses.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import poegateway.wire.JsonMembers;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;
import poegateway.wire.JsonWriter;

/** The list of what a response answers, newest first, in the form that OpenAI's clients insist on. */
public final class InputItemList {
    private final JsonWriter json = new JsonWriter();

    private InputItemList() {}

    /** The list as a JSON object. Items without an id get one by their place. */
    public static byte[] of(KeptResponse kept) {
        return new InputItemList().written(kept.inputItems());
    }

    private byte[] written(List<JsonSlice> items) {
        List<String> ids = new ArrayList<>();
        json.beginObject().name("object").word("list").name("data").beginArray();
        for (int i = items.size() - 1; i >= 0; i--) {
            ids.add(item(JsonMembers.of(items.get(i)), "item_" + i));
        }
        json.endArray();
        end("first_id", ids.isEmpty() ? "" : ids.getFirst());
        end("last_id", ids.isEmpty() ? "" : ids.getLast());
        return json.name("has_more").value(false).endObject().written().toByteArray();
    }

    private String item(Map<String, JsonSlice> members, String idByPlace) {
        String own = Replay.text(members, "id");
        String id = own.isEmpty() ? idByPlace : own;
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
        return id;
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
