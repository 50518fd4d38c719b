package poegateway.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Files in YAML, as trees. */
final class Yaml {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    /** Every document of a file. */
    static List<JsonNode> all(String file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(Path.of(file)))
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    /** The only one. */
    static JsonNode only(String file) throws IOException {
        List<JsonNode> all = all(file);
        if (all.size() != 1) {
            throw new AssertionError(file + " holds " + all.size() + " documents");
        }
        return all.getFirst();
    }
}
