package poegateway.mcp.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.McpResources;
import poegateway.mcp.message.McpJson;

/** A text, a picture, one that is watched, and a template. */
final class SampleResources implements McpResources {
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    @Override
    public List<ObjectNode> list(McpOrigin origin) {
        return List.of(
                declared("uri", "test://static-text", "text/plain"),
                declared("uri", "test://static-binary", "image/png"),
                declared("uri", "test://watched-resource", "text/plain"));
    }

    @Override
    public List<ObjectNode> templates() {
        return List.of(declared("uriTemplate", "test://template/{id}/data", "application/json"));
    }

    private static ObjectNode declared(String key, String uri, String mimeType) {
        return McpJson.object()
                .put(key, uri)
                .put("name", uri.substring("test://".length()))
                .put("description", "For the conformance suite.")
                .put("mimeType", mimeType);
    }

    @Override
    public boolean tellsChanges(String uri, McpOrigin origin) {
        return uri.startsWith("test://");
    }

    @Override
    public Optional<List<ObjectNode>> read(String uri, McpCall call) {
        Matcher template = TEMPLATE.matcher(uri);
        if (template.matches()) {
            ObjectNode data = McpJson.object()
                    .put("id", template.group(1))
                    .put("templateTest", true)
                    .put("data", "Data for ID: " + template.group(1));
            return Optional.of(List.of(content(uri, "application/json").put("text", McpJson.text(data))));
        }
        return switch (uri) {
            case "test://static-text" ->
                Optional.of(List.of(
                        content(uri, "text/plain").put("text", "This is the content of the static text resource.")));
            case "test://static-binary" ->
                Optional.of(List.of(content(uri, "image/png").put("blob", SampleMedia.PNG)));
            case "test://watched-resource" ->
                Optional.of(List.of(content(uri, "text/plain").put("text", "watched")));
            default -> Optional.empty();
        };
    }

    private static ObjectNode content(String uri, String mimeType) {
        return McpJson.object().put("uri", uri).put("mimeType", mimeType);
    }
}
