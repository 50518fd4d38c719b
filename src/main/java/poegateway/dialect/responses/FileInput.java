package poegateway.dialect.responses;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.FileReferences;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** The parts of an input that name a file; a picture has a part of a kind of its own. */
final class FileInput implements FileReferences.Form {
    static final FileReferences REFERENCES = new FileReferences("input", new FileInput());
    private static final String IMAGE = "input_image";
    private static final String FILE = "input_file";
    private static final String ID = "file_id";
    private static final String NAME = "filename";

    @Override
    public @Nullable JsonText id(Map<String, JsonSlice> part) {
        JsonText type = FileReferences.text(part, "type");
        boolean holds = part.keySet().stream().anyMatch(List.of("image_url", "file_data", "file_url")::contains);
        return type == null || holds || !(type.is(IMAGE) || type.is(FILE)) ? null : FileReferences.text(part, ID);
    }

    @Override
    public void write(Map<String, JsonSlice> part, FileReferences.FileBytes file, JsonWriter json) {
        if (file.isPicture()) {
            json.name("type").word(IMAGE).name("image_url").value(file.dataUrl());
            FileReferences.writeOthers(part, List.of("type", ID, NAME), json);
            return;
        }
        json.name("type").word(FILE);
        if (!part.containsKey(NAME)) {
            json.name(NAME).value(file.name());
        }
        json.name("file_data").value(file.dataUrl());
        FileReferences.writeOthers(part, List.of("type", ID), json);
    }
}
