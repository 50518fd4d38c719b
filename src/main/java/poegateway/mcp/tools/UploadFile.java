package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.media.FormField;
import poegateway.media.file.FileObjects;
import poegateway.media.file.UploadedFiles;

/** Keeps a file for later calls. */
final class UploadFile implements McpTool {
    private static final Declaration DECLARATION = Declaration.listed("files", """
            {"name": "upload_file", "title": "Keep a file",
             "description": "Keeps a file for this key, so that later calls can name it by its file_id, as an attachment or a picture to change. Free.",
             "inputSchema": {"type": "object", "required": ["name", "data"], "properties": {
               "name": {"type": "string", "description": "Such as report.pdf"},
               "mime_type": {"type": "string"},
               "data": {"type": "string", "description": "The bytes in base64"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": false}}
            """);

    private final UploadedFiles files;

    UploadFile(UploadedFiles files) {
        this.files = files;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public ToolAnswer call(McpCall call) {
        ToolArguments arguments = new ToolArguments(call.arguments());
        String name = arguments.need("name", "filename", "file_name");
        byte[] bytes = bytes(arguments.need("data", "base64", "content"));
        FormField file = new FormField(
                "file",
                Optional.of(name),
                arguments.text("mime_type", "type"),
                bytes.length,
                () -> new ByteArrayInputStream(bytes));
        byte[] purpose = "user_data".getBytes(StandardCharsets.UTF_8);
        FormField use = new FormField("purpose", purpose.length, () -> new ByteArrayInputStream(purpose));
        byte[] kept = FileObjects.one(files.keep(call.origin().caller().id(), List.of(file, use)));
        JsonNode told = McpJson.read(new String(kept, StandardCharsets.UTF_8)).orElseThrow();
        return ToolAnswer.of(McpJson.object()
                .put("file_id", told.path("id").asText())
                .put("name", told.path("filename").asText())
                .put("bytes", told.path("bytes").asLong())
                .put(
                        "expires_at",
                        Instant.ofEpochSecond(told.path("expires_at").asLong()).toString()));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException wrong) {
            throw new ToolException(
                    "'data' must be the bytes of the file in base64. Files of the machine that runs the gateway are"
                            + " not read, and no address is fetched: an attachment can be given by its address itself.");
        }
    }
}
