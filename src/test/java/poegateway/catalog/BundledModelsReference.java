package poegateway.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the list of models that comes with the program, by the list of Poe that the simulator has: one line for each model,
 * with the facts that help until Poe's own list has come. Prices are left out, since they change, and so are long enumerations.
 */
final class BundledModelsReference {
    static final Path BUNDLED = Path.of("src/main/resources/poegateway/catalog/models.json");

    private static final Path LIST = Path.of("src/main/resources/poegateway/simulator/answer/poe-models.json");
    private static final int VALUES_MAX = 8;
    private static final int MILLIS = 1000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BundledModelsReference() {}

    static String text() throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode model : new ObjectMapper().readTree(LIST.toFile()).path("data")) {
            lines.add(shortened(model).toString());
        }
        return "{\"object\":\"list\",\"data\":[\n" + String.join(",\n", lines) + "\n]}\n";
    }

    static long bytes() throws IOException {
        return Files.size(BUNDLED);
    }

    private static ObjectNode shortened(JsonNode model) {
        ObjectNode facts = NODES.objectNode();
        facts.set("id", model.path("id"));
        facts.put("object", "model");
        facts.put("created", model.path("created").longValue() / MILLIS);
        facts.set("owned_by", model.path("owned_by"));
        JsonNode architecture = model.path("architecture");
        facts.putObject("architecture")
                .<ObjectNode>set("input_modalities", architecture.path("input_modalities"))
                .set("output_modalities", architecture.path("output_modalities"));
        for (String name : List.of("supported_features", "supported_endpoints", "context_window", "reasoning")) {
            if (!model.path(name).isNull() && !model.path(name).isEmpty()) {
                facts.set(name, model.path(name));
            }
        }
        if (!model.path("parameters").isEmpty()) {
            facts.set("parameters", parameters(model.path("parameters")));
        }
        facts.putObject("metadata").set("display_name", model.path("metadata").path("display_name"));
        return facts;
    }

    private static ArrayNode parameters(JsonNode list) {
        ArrayNode parameters = NODES.arrayNode();
        for (JsonNode each : list) {
            ObjectNode parameter = parameters.addObject();
            parameter.set("name", each.path("name"));
            JsonNode schema = each.path("schema");
            if (schema.path("enum").size() <= VALUES_MAX
                    && !schema.path("type").asText().equals("string")) {
                parameter.set("schema", schema);
            }
        }
        return parameters;
    }
}
