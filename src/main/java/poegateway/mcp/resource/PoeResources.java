package poegateway.mcp.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.McpResources;
import poegateway.mcp.feature.OfferedTools;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.media.file.FileIntake;
import poegateway.media.file.RehostedMedia;
import poegateway.session.Session;
import poegateway.session.Sessions;

/**
 * Models, usage, conversations and kept files at addresses. What is read is what the free tools tell of the same; what belongs to another
 * caller is not there.
 */
public final class PoeResources implements McpResources {
    private static final String MODELS = "poe://models";
    private static final String USAGE = "poe://usage";
    private static final String MODEL = "poe://models/";
    private static final String SESSION = "poe://sessions/";
    private static final String FILE = "poe://media/";
    private static final String JSON = "application/json";
    private static final int MODELS_MAX = 500;
    private static final int MESSAGES_MAX = 500;
    private static final ToolFilter ANY = new ToolFilter(Set.of(), Set.of(), false);

    /** The newest are listed; older ones are read all the same. */
    private static final int LISTED_MAX = 50;

    private static final long FILE_BYTES_MAX = 10_000_000;

    private final OfferedTools tools;
    private final Sessions sessions;
    private final FileIntake files;

    /** {@code tools} tell what is read. */
    public PoeResources(OfferedTools tools, Sessions sessions, FileIntake files) {
        this.tools = tools;
        this.sessions = sessions;
        this.files = files;
    }

    @Override
    public List<ObjectNode> list(McpOrigin origin) {
        String owner = origin.caller().id();
        List<ObjectNode> all = new ArrayList<>();
        all.add(declared("uri", MODELS, "models", "Models on Poe that this key may use", JSON));
        all.add(declared("uri", USAGE, "usage", "Points left, and what this key used through tools", JSON));
        sessions(owner).stream()
                .limit(LISTED_MAX)
                .forEach(session -> all.add(declared(
                        "uri", SESSION + session.id(), session.id(), "Conversation with " + session.model(), JSON)));
        files.newest(owner, LISTED_MAX)
                .forEach(file ->
                        all.add(declared("uri", FILE + file.id(), file.name(), description(file), file.mediaType())
                                .put("size", file.bytes())));
        return all;
    }

    private static boolean isMade(FileIntake.Kept file) {
        return file.id().startsWith(RehostedMedia.KIND);
    }

    private static String description(FileIntake.Kept file) {
        return isMade(file) ? "What a model made" : "A kept file";
    }

    private List<Session> sessions(String owner) {
        try {
            return sessions.all(owner);
        } catch (FailureException shared) {
            return List.of(); // callers cannot be told apart, and a list would show each what the others have
        }
    }

    @Override
    public List<ObjectNode> templates() {
        return List.of(
                declared("uriTemplate", MODEL + "{id}", "model", "What Poe says of a model", JSON),
                declared("uriTemplate", SESSION + "{session_id}", "session", "A conversation of this key", JSON),
                declared(
                        "uriTemplate",
                        FILE + "{id}",
                        "file",
                        "A file of this key, or what a model made for it",
                        "application/octet-stream"));
    }

    private static ObjectNode declared(String key, String address, String name, String description, String mimeType) {
        return McpJson.object()
                .put(key, address)
                .put("name", name)
                .put("description", description)
                .put("mimeType", mimeType);
    }

    /** Where a conversation stands. */
    public static String session(String id) {
        return SESSION + id;
    }

    /** Conversations change with each turn. */
    @Override
    public boolean tellsChanges(String uri, McpOrigin origin) {
        return uri.startsWith(SESSION)
                && sessions.find(origin.caller().id(), uri.substring(SESSION.length()))
                        .isPresent();
    }

    @Override
    public Optional<List<ObjectNode>> read(String uri, McpCall call) {
        if (uri.startsWith(FILE)) {
            String owner = call.origin().caller().id();
            return files.find(owner, uri.substring(FILE.length())).map(file -> List.of(blob(uri, owner, file)));
        }
        return told(uri, call)
                .map(json -> List.of(
                        McpJson.object().put("uri", uri).put("mimeType", JSON).put("text", McpJson.text(json))));
    }

    private Optional<ObjectNode> told(String uri, McpCall call) {
        if (uri.equals(MODELS)) {
            return told(call, "list_models", McpJson.object().put("limit", MODELS_MAX));
        }
        if (uri.equals(USAGE)) {
            return told(call, "get_usage", McpJson.object());
        }
        if (uri.startsWith(MODEL)) {
            return told(call, "get_model", McpJson.object().put("model", uri.substring(MODEL.length())));
        }
        if (uri.startsWith(SESSION)) {
            ObjectNode session = McpJson.object().put("session_id", uri.substring(SESSION.length()));
            return told(call, "get_session", session.put("limit", MESSAGES_MAX));
        }
        return Optional.empty();
    }

    /** Empty where the tool finds nothing. */
    private Optional<ObjectNode> told(McpCall call, String tool, ObjectNode arguments) {
        try {
            return tools.find(tool, ANY)
                    .flatMap(found ->
                            found.call(new OtherArguments(call, arguments)).structured());
        } catch (ToolException none) {
            return Optional.empty();
        } catch (FailureException none) {
            call.cancellation().check();
            return Optional.empty();
        }
    }

    private ObjectNode blob(String uri, String owner, FileIntake.Kept file) {
        if (file.bytes() > FILE_BYTES_MAX) {
            throw new RpcException(
                    RpcError.Kind.BAD_PARAMS,
                    "It is larger than " + FILE_BYTES_MAX + " bytes; "
                            + (isMade(file)
                                    ? "the link to it in the answer of the tool has it."
                                    : "GET /v1/files/" + file.id() + "/content has it."));
        }
        return McpJson.object()
                .put("uri", uri)
                .put("mimeType", file.mediaType())
                .put("blob", Base64.getEncoder().encodeToString(files.read(owner, file.id())));
    }
}
