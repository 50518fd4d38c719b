package poegateway.dialect.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.FileReferences;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** The part of a message that names a file; a picture has a part of another kind, which is the one that models read. */
final class FilePart implements FileReferences.Form {
    static final FileReferences REFERENCES = new FileReferences("messages", new FilePart());
    private static final String FILE = "file";
    private static final String ID = "file_id";

    @Override
    public @Nullable JsonText id(Map<String, JsonSlice> part) {
        JsonText type = FileReferences.text(part, "type");
        JsonSlice file = part.get(FILE);
        if (type == null || !type.is(FILE) || file == null || !file.isObject()) {
            return null;
        }
        Map<String, JsonSlice> members = JsonMembers.of(file);
        return members.containsKey("file_data") ? null : FileReferences.text(members, ID);
    }

    @Override
    public void write(Map<String, JsonSlice> part, FileReferences.FileBytes file, JsonWriter json) {
        Map<String, JsonSlice> members = JsonMembers.of(part.getOrDefault(FILE, JsonSlice.NULL));
        if (file.isPicture()) {
            json.name("type").word("image_url").name("image_url").beginObject();
            json.name("url").value(file.dataUrl()).endObject();
        } else {
            json.name("type").word(FILE).name(FILE).beginObject();
            if (!members.containsKey("filename")) {
                json.name("filename").value(file.name());
            }
            json.name("file_data").value(file.dataUrl());
            FileReferences.writeOthers(members, List.of(ID), json);
            json.endObject();
        }
        FileReferences.writeOthers(part, List.of("type", FILE), json);
    }
}
