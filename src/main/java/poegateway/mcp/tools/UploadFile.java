package poegateway.mcp.tools;

import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import poegateway.conversation.MediaTypes;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.media.file.FileIntake;

/** Keeps a file for later calls. */
final class UploadFile {
    private static final McpTool.Declaration DECLARATION = McpTool.Declaration.listed("files", """
            {"name": "upload_file", "title": "Keep a file",
             "description": "Keeps a file for this key, so that later calls can name it by its file_id, as an attachment or a picture to change. Free.",
             "inputSchema": {"type": "object", "required": ["name"], "properties": {
               "name": {"type": "string", "description": "Such as report.pdf"},
               "mime_type": {"type": "string"},
               "data": {"type": "string", "description": "The bytes in base64"},
               "url": {"type": "string", "description": "In place of data: a picture, sound or video that a model made, at the address that a tool gave"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": true}}
            """);

    private final FileIntake files;
    private final Ticker ticker;
    private final TimeLimits limits;

    private UploadFile(FileIntake files, Ticker ticker, TimeLimits limits) {
        this.files = files;
        this.ticker = ticker;
        this.limits = limits;
    }

    static McpTool of(FileIntake files, Ticker ticker, TimeLimits limits) {
        return new PlainTool(DECLARATION, new UploadFile(files, ticker, limits)::keep);
    }

    private ToolAnswer keep(McpCall call, ToolArguments arguments) {
        String name = arguments.need("name", "filename", "file_name");
        Optional<String> type = arguments.text("mime_type", "type");
        Optional<String> url = arguments.text("url").filter(given -> !given.isBlank());
        Optional<String> data = arguments.text("data", "base64", "content");
        FileIntake.Kept kept = url.isPresent()
                ? fetched(
                        call, url.get(), type.or(() -> MediaTypes.ofFile(name)).orElse(""), name)
                : files.keep(owner(call), bytes(data.orElseGet(() -> arguments.need("data"))), type, name);
        return ToolAnswer.of(McpJson.object()
                .put("file_id", kept.id())
                .put("name", kept.name())
                .put("mime_type", kept.mediaType())
                .put("bytes", kept.bytes())
                .put(
                        "expires_at",
                        kept.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private static String owner(McpCall call) {
        return call.origin().caller().id();
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException wrong) {
            throw new ToolException(
                    "'data' must be the bytes of the file in base64. Files of the machine that runs the gateway are"
                            + " not read.");
        }
    }

    private FileIntake.Kept fetched(McpCall call, String url, String type, String name) {
        if (!files.mayFetch(url)) {
            throw new ToolException(
                    "'url' is read from the hosts of media.hosts alone, by https: Poe's own, unless the operator of the gateway"
                            + " names others. Give the bytes as 'data'. An attachment can be named by any public address itself.");
        }
        if (!files.areFetched(type)) {
            throw new ToolException(
                    "From 'url' only pictures, sound and video are kept: say which by 'mime_type', such as"
                            + " image/png, or by the end of 'name'. Give other files as 'data'.");
        }
        try (RequestTimeline timeline = RequestTimeline.start(ticker, limits, call.cancellation())) {
            return files.fetch(owner(call), url, type, name, timeline);
        } catch (FailureException failed) {
            if (failed.failure() instanceof ReplyFailure.FetchFailed missing) {
                throw new ToolException("What stands at 'url' was not kept: " + missing.reason() + ".");
            }
            throw failed;
        }
    }
}
