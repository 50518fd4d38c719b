package poegateway.media.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.vault.KeptBytes;
import poegateway.wire.json.JsonWriter;

/** Says files in JSON, as OpenAI does. */
public final class FileObjects {
    private FileObjects() {}

    /** One file. */
    public static byte[] one(KeptBytes file) {
        return write(file, new JsonWriter()).written().toByteArray();
    }

    /** A part of a list. */
    public static byte[] list(List<KeptBytes> page, boolean hasMore) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("object")
                .word("list")
                .name("data")
                .beginArray();
        page.forEach(file -> write(file, json));
        json.endArray();
        id(json.name("first_id"), page.isEmpty() ? null : page.getFirst());
        id(json.name("last_id"), page.isEmpty() ? null : page.getLast());
        return json.name("has_more").value(hasMore).endObject().written().toByteArray();
    }

    /** What is told of one that was deleted. */
    public static byte[] deleted(String id) {
        JsonWriter json = new JsonWriter().beginObject().name("id").value(id);
        json.name("object").word("file").name("deleted").value(true);
        return json.endObject().written().toByteArray();
    }

    private static void id(JsonWriter json, @Nullable KeptBytes file) {
        if (file == null) {
            json.nullValue();
        } else {
            json.value(file.id());
        }
    }

    private static JsonWriter write(KeptBytes file, JsonWriter json) {
        json.beginObject().name("id").value(file.id()).name("object").word("file");
        json.name("bytes").value(file.bytes());
        json.name("created_at").value(file.created().getEpochSecond());
        json.name("expires_at").value(file.expires().getEpochSecond());
        json.name("filename").value(file.label().name());
        json.name("purpose").value(file.label().purpose());
        json.name("status").word("processed").name("status_details").nullValue();
        return json.endObject();
    }
}
