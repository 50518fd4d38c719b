package poegateway.dialect.messages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.FileReferences;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** The source of a block that names a file. Text has a source of a kind of its own. */
final class FileSource implements FileReferences.Form {
    static final FileReferences REFERENCES = new FileReferences("messages", new FileSource());
    private static final String SOURCE = "source";
    private static final String TEXT = "text/plain";

    @Override
    public @Nullable JsonText id(Map<String, JsonSlice> block) {
        JsonSlice source = block.get(SOURCE);
        if (source == null || !source.isObject()) {
            return null;
        }
        Map<String, JsonSlice> members = JsonMembers.of(source);
        JsonText type = FileReferences.text(members, "type");
        return type != null && type.is("file") ? FileReferences.text(members, "file_id") : null;
    }

    @Override
    public void write(Map<String, JsonSlice> block, FileReferences.FileBytes file, JsonWriter json) {
        FileReferences.writeOthers(block, List.of(SOURCE), json);
        json.name(SOURCE).beginObject();
        if (file.mediaType().startsWith("text/")) {
            json.name("type").word("text").name("media_type").word(TEXT);
            json.name("data").value(new String(file.bytes(), StandardCharsets.UTF_8));
        } else {
            json.name("type").word("base64").name("media_type").value(file.mediaType());
            json.name("data").value(file.base64());
        }
        json.endObject();
    }
}
