package poegateway.front;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.ClientFailure;

/**
 * Endpoints of OpenAI's, Anthropic's and related interfaces that the gateway does not serve, and what works in their place.
 * Each stands for all paths below it.
 */
final class UnservedEndpoints {
    private static final String CHAT = "POST /v1/chat/completions";
    private static final String NEW_VIDEO =
            "Poe's models always make a new video: use POST /v1/videos, with a first picture as 'input_reference' "
                    + "where the model takes one.";
    private static final String ANOTHER_PROVIDER =
            "Poe offers none: point this part of your program at a provider that does.";

    private static final Map<String, ClientFailure.UnsupportedEndpoint> BY_PATH = Map.ofEntries(
            unserved(
                    "/responses",
                    "this part of the Responses interface",
                    "Answers come at once or as a stream from POST /v1/responses, and are kept for a while."),
            unserved(
                    "/responses/compact",
                    "the compaction of conversations",
                    "Let the client make the summary: Codex does so when it has its own model provider."),
            unserved(
                    "/responses/input_tokens",
                    "the counting of tokens",
                    "The tokens of each answer are in its 'usage'."),
            unserved("/conversations", "conversations", "Send all messages so far with each " + CHAT + "."),
            unserved(
                    "/messages",
                    "this part of Anthropic's Messages interface",
                    "Answers come at once or as a stream from POST /v1/messages."),
            unserved(
                    "/complete",
                    "Anthropic's text completions",
                    "Use " + CHAT + " with one message whose role is " + "user."),
            unserved(
                    "/completions",
                    "stored text completions",
                    "Neither the gateway nor Poe keeps answers: keep what POST /v1/completions returns."),
            unserved("/edits", "text edits", "Use " + CHAT + " and ask for the change in a message."),
            unserved("/engines", "engines", "List the models with GET /v1/models, and name one in " + CHAT + "."),
            unserved(
                    "/openai",
                    "Azure's paths",
                    "Use a client for OpenAI, not for Azure, with a base URL that ends " + "in /v1."),
            unserved(
                    "/chat/completions",
                    "stored completions",
                    "Neither the gateway nor Poe keeps answers: keep what " + CHAT + " returns."),
            unserved(
                    "/images",
                    "this part of the image interface",
                    "Use POST /v1/images/generations, or ask a model that draws with " + CHAT + "."),
            unserved("/videos", "this part of the video interface", NEW_VIDEO),
            unserved("/videos/edits", "changes of videos", NEW_VIDEO),
            unserved("/videos/extensions", "longer versions of videos", NEW_VIDEO),
            unserved("/videos/characters", "characters of videos", NEW_VIDEO),
            unserved(
                    "/audio",
                    "this part of the audio interface",
                    "Use POST /v1/audio/speech and POST /v1/audio/transcriptions."),
            unserved(
                    "/files",
                    "this part of the file interface",
                    "Use POST and GET /v1/files, or put the file into a message of " + CHAT + ", as a data: URL."),
            unserved("/uploads", "uploads in parts", "Upload the file as a whole with POST /v1/files."),
            unserved(
                    "/sse",
                    "the oldest transport of the Model Context Protocol",
                    "Use POST /mcp, which every newer client supports."),
            unserved("/assistants", "assistants", "Use " + CHAT + ", with the instructions as a system message."),
            unserved("/threads", "assistants", "Send all messages so far with each " + CHAT + "."),
            unserved("/realtime", "realtime sessions", "Use " + CHAT + " with \"stream\": true."),
            unserved("/batches", "batches", "Send each request by itself with " + CHAT + "."),
            unserved("/embeddings", "embeddings", ANOTHER_PROVIDER),
            unserved("/moderations", "moderations", ANOTHER_PROVIDER),
            unserved("/fine_tuning", "fine-tuning", ANOTHER_PROVIDER),
            unserved("/fine-tunes", "fine-tuning", ANOTHER_PROVIDER),
            unserved("/vector_stores", "vector stores", ANOTHER_PROVIDER),
            unserved("/rerank", "reranking", ANOTHER_PROVIDER),
            unserved("/containers", "containers", ANOTHER_PROVIDER),
            unserved("/evals", "evals", ANOTHER_PROVIDER),
            unserved("/live", "live sessions", ANOTHER_PROVIDER),
            unserved("/skills", "skills", ANOTHER_PROVIDER),
            unserved("/chatkit", "ChatKit", ANOTHER_PROVIDER),
            unserved("/organization", "the administration of an organization", "Poe's is at poe.com/api/keys."),
            unserved("/organizations", "the administration of an organization", "Poe's is at poe.com/api/keys."));

    private UnservedEndpoints() {}

    /** What to say about a path in its one spelling, without {@code /v1}; empty where it is none of these. */
    static Optional<ClientFailure.UnsupportedEndpoint> of(String path) {
        for (String above : upwards(path)) {
            ClientFailure.UnsupportedEndpoint known = BY_PATH.get(above);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** The same for a path that is one of these itself, and not below one. */
    static Optional<ClientFailure.UnsupportedEndpoint> at(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** The first two segments, and the first alone. */
    private static List<String> upwards(String path) {
        String[] segments = path.split("/", 4);
        return segments.length < 3 ? List.of(path) : List.of("/" + segments[1] + "/" + segments[2], "/" + segments[1]);
    }

    private static Map.Entry<String, ClientFailure.UnsupportedEndpoint> unserved(
            String path, String surface, String instead) {
        return Map.entry(path, new ClientFailure.UnsupportedEndpoint(surface, instead));
    }
}
