package poegateway.simulator.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A schema with what its references lead to. Nothing outside the document is ever fetched. */
final class SchemaDocument {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonNode root;
    private final Map<String, JsonNode> anchors = new HashMap<>();

    private SchemaDocument(JsonNode root) {
        this.root = root;
        gatherAnchors(root);
    }

    static SchemaDocument parse(String schema) {
        try {
            return new SchemaDocument(MAPPER.readTree(schema));
        } catch (JsonProcessingException e) {
            throw UnmetSchemaException.of("schema", "", "is no JSON");
        }
    }

    JsonNode root() {
        return root;
    }

    /** What a {@code $ref} leads to. */
    JsonNode target(JsonNode ref, String place) {
        String id = root.path("$id").asText();
        String text = ref.asText();
        String local = !id.isEmpty() && text.startsWith(id) ? text.substring(id.length()) : text;
        JsonNode found = local.isEmpty() ? root : followed(local, text, place);
        if (found.isMissingNode()) {
            throw UnmetSchemaException.of("$ref", place, "leads nowhere: " + text);
        }
        return found;
    }

    private JsonNode followed(String local, String text, String place) {
        if (!local.startsWith("#")) {
            throw UnmetSchemaException.of("$ref", place, "leads outside the schema: " + text);
        }
        try {
            String fragment = URLDecoder.decode(local.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            return fragment.isEmpty() || fragment.startsWith("/")
                    ? root.at(fragment)
                    : anchors.getOrDefault(fragment, root.path("\0"));
        } catch (IllegalArgumentException e) {
            throw UnmetSchemaException.of("$ref", place, "is no JSON pointer: " + text);
        }
    }

    private void gatherAnchors(JsonNode node) {
        if (node.path("$anchor").isTextual()) {
            anchors.put(node.path("$anchor").textValue(), node);
        }
        node.forEach(this::gatherAnchors);
    }
}
