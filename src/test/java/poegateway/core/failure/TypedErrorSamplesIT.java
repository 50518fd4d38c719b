package poegateway.core.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import poegateway.app.Gateway;
import poegateway.config.AuthConfig;
import poegateway.rig.Changed;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What docs/errors.md quotes where only values come from elsewhere than the failure itself: each is what a gateway answers. */
class TypedErrorSamplesIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";
    private static final Pattern ID = Pattern.compile("(?<=file-|video_)[0-9a-f]{32}");
    private static final String SAMPLE_ID = "0123456789abcdef0123456789abcdef";
    private static final MediaType JSON = MediaType.get("application/json");

    private static final Set<Class<? extends Failure>> ANSWERED = Set.of(
            ClientFailure.UnsupportedMediaType.class,
            ClientFailure.UnsupportedContentEncoding.class,
            ClientFailure.BodyTooLarge.class,
            ClientFailure.UnlistedModel.class,
            ClientFailure.MethodNotAllowed.class,
            ClientFailure.UpgradeRefused.class,
            ClientFailure.ResponseNotFound.class,
            ClientFailure.ValueNotOfModel.class,
            ClientFailure.FeatureNotOfModel.class,
            ClientFailure.MediaNotOfModel.class,
            ClientFailure.IdempotencyKeyReused.class,
            AccessFailure.KeyInUrl.class,
            AccessFailure.ForbiddenHost.class,
            AccessFailure.ForbiddenOrigin.class,
            FileFailure.FileNotFound.class,
            FileFailure.UnknownFile.class,
            FileFailure.MediaLinkEnded.class,
            FileFailure.RangeNotSatisfiable.class,
            JobRefusal.JobNotFound.class,
            SessionFailure.NotFound.class,
            ToolFailure.NotFound.class,
            ToolFailure.NameTaken.class,
            ToolFailure.RegistrationOff.class,
            PoeRefusal.KeyRefused.class,
            PoeRefusal.ModelNotFound.class,
            PoeRefusal.ModelTimeout.class,
            ReplyFailure.WordsInsteadOfMedia.class);

    private static final Set<Class<? extends Failure>> OF_KEYS = Set.of(
            AccessFailure.KeyRefused.class,
            AccessFailure.OwnKeyRefused.class,
            AccessFailure.MissingScope.class,
            AccessFailure.ModelNotAllowed.class);

    /** @param code and what stands beside it in the answer, and in the sample */
    private record Said(String code, int status, String message) {
        static Said by(Reply reply) {
            return reply.status() < 400
                    ? new Said("", reply.status(), "")
                    : new Said(
                            reply.errorCode(),
                            reply.status(),
                            ID.matcher(reply.errorMessage()).replaceAll(SAMPLE_ID));
        }

        static Said by(Failure failure) {
            return new Said(failure.code(), failure.status(), failure.message());
        }
    }

    @GatewayTest(
            transport = Transport.H1,
            simulated = true,
            settings = {"upstream.attempts=1", "models.refresh-every=15m"})
    void whatIsQuotedIsWhatAGatewayAnswers(Rig rig) throws IOException {
        rig.tick(); // Poe's list of models is asked for
        rig.awaitQuiet();
        List<Said> answers = new ArrayList<>();
        requests(rig).forEach(reply -> answers.add(Said.by(reply)));
        kept(rig).forEach(reply -> answers.add(Said.by(reply)));
        onTheWire(rig).forEach(reply -> answers.add(Said.by(reply)));
        answers.addAll(words(rig));
        List<Said> never = FailureSample.all().stream()
                .map(FailureSample::failure)
                .filter(failure -> ANSWERED.contains(failure.getClass()))
                .map(Said::by)
                .filter(quoted -> !answers.contains(quoted))
                .toList();
        assertEquals(List.of(), never, answers::toString);
    }

    @GatewayTest(transport = Transport.H1, simulated = true)
    void whatIsQuotedOfKeysIsWhatAGatewayAnswers(Rig rig) throws IOException {
        Gateway asking = rig.gatewayWith(config ->
                Changed.auth(config, Keyring.auth(Keyring.forModels("ci", Keyring.key(1), "claude-*", "GPT-5"))));
        Gateway lending = rig.gatewayWith(config -> Changed.auth(config, Keyring.auth(AuthConfig.Mode.POE_KEY)));
        String body = "{\"model\":\"o3\"," + HELLO + "}";
        Set<Said> answers = Set.of(
                Said.by(to(rig, asking, CHAT, "", body)),
                Said.by(to(rig, asking, CHAT, Keyring.key(1), body)),
                Said.by(to(rig, asking, "/metrics", Keyring.key(1), "")),
                Said.by(to(rig, lending, CHAT, "wrong-key", body)));
        assertEquals(
                answers,
                FailureSample.all().stream()
                        .map(FailureSample::failure)
                        .filter(failure -> OF_KEYS.contains(failure.getClass()))
                        .map(Said::by)
                        .collect(Collectors.toSet()));
    }

    private static Reply to(Rig rig, Gateway gateway, String path, String key, String body) {
        Request.Builder request = new Request.Builder().url(gateway.url() + path);
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        return rig.read(rig.caller()
                .newCall((body.isEmpty() ? request : request.post(RequestBody.create(body, JSON))).build()));
    }

    private static List<Reply> requests(Rig rig) {
        return List.of(
                send(
                        rig,
                        "POST",
                        CHAT,
                        Map.of(),
                        RequestBody.create("hello".getBytes(UTF_8), MediaType.get("text/plain"))),
                chat(rig, Map.of("content-encoding", "zstd"), "GPT-5.2", ""),
                send(rig, "PUT", CHAT, Map.of(), RequestBody.create("{}", JSON)),
                rig.get("/v1/models/gpt4o"),
                chat(rig, Map.of(), "gpt4o", ""),
                chat(rig, Map.of(), "gpt-5.2", ",\"reasoning_effort\":\"most\""),
                rig.post(
                        CHAT,
                        "{\"model\":\"glm-5\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                                + "\"image_url\":{\"url\":\"https://example.com/cat.png\"}}]}]}"),
                rig.post("/v1/images/generations", "{\"model\":\"claude-sonnet-4.6\",\"prompt\":\"a cat\"}"),
                rig.get("/v1/models?api_key=x"),
                chat(rig, Map.of("origin", "https://page.example"), "GPT-5.2", ""),
                chat(rig, Map.of("host", "gateway.example"), "GPT-5.2", ""),
                chat(rig, Map.of("x-poe-gateway-tools", "weather"), "GPT-5.2", ""),
                chat(
                        rig,
                        Map.of("x-poe-gateway-tools", "calculator"),
                        "GPT-5.2",
                        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"calculator\"}}]"),
                rig.post("/v1/tools", "{\"name\":\"weather\",\"url\":\"https://tools.example/weather\"}"),
                rig.chat("error-401", false),
                rig.chat("error-408", false));
    }

    private static List<Reply> kept(Rig rig) {
        List<Reply> replies = new ArrayList<>();
        replies.add(rig.get("/v1/responses/resp_1"));
        replies.add(rig.post(
                CHAT,
                "{\"model\":\"GPT-5.2\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                        + "\"hello\"},{\"type\":\"file\",\"file\":{\"file_id\":\"" + "file-" + SAMPLE_ID + "\"}}]}]}"));
        replies.add(rig.get("/v1/media/" + "0".repeat(64)));
        String video = rig.post("/v1/videos", "{\"model\":\"Sora-2\",\"prompt\":\"a cat\"}")
                .json()
                .path("id")
                .asText();
        replies.add(rig.get("/v1/videos/" + unknown(video)));
        replies.add(chat(rig, Map.of("x-poe-gateway-session", "9b2c1c5e-7d0b-4c43-9b53-2f1f0a9b8c7d"), "GPT-5.2", ""));
        Reply uploaded = send(
                rig,
                "POST",
                "/v1/files",
                Map.of(),
                new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("purpose", "user_data")
                        .addFormDataPart(
                                "file", "a.txt", RequestBody.create("a".repeat(1024), MediaType.get("text/plain")))
                        .build());
        String id = uploaded.json().path("id").asText();
        replies.add(rig.get("/v1/files/" + unknown(id)));
        replies.add(send(rig, "GET", "/v1/files/" + id + "/content", Map.of("range", "bytes=2000-"), null));
        String drawing = "{\"model\":\"GPT-Image-1.5\",\"response_format\":\"url\",\"prompt\":";
        Map<String, String> key = Map.of("idempotency-key", "one");
        for (String prompt : List.of("\"a cat\"}", "\"a dog\"}")) {
            replies.add(send(rig, "POST", "/v1/images/generations", key, RequestBody.create(drawing + prompt, JSON)));
        }
        return replies;
    }

    /** Another id that this gateway could have given. */
    private static String unknown(String id) {
        return id.substring(0, id.length() - 1) + (id.endsWith("0") ? "1" : "0");
    }

    /** Models that ask back where they are to make something. */
    private static List<Said> words(Rig rig) {
        List<Said> answers = new ArrayList<>();
        for (List<String> asked : List.of(
                List.of("/v1/images/generations", "nano-banana", "prompt", "Which cat do you mean?"),
                List.of("/v1/audio/speech", "lyria-3", "input", "Which song do you mean?"))) {
            rig.poe().enqueue(CHAT, ChatDialect.CHAT.whole(asked.get(3)));
            answers.add(Said.by(rig.post(
                    asked.get(0), "{\"model\":\"" + asked.get(1) + "\",\"" + asked.get(2) + "\":\"Make one.\"}")));
        }
        rig.poe().enqueue(CHAT, ChatDialect.CHAT.whole("Which video do you mean?"));
        String id = rig.post("/v1/videos", "{\"model\":\"sora-2\",\"prompt\":\"Make one.\"}")
                .json()
                .path("id")
                .asText();
        rig.awaitQuiet();
        JsonNode error = rig.get("/v1/videos/" + id).json().path("error");
        answers.add(
                new Said(error.path("code").asText(), 400, error.path("message").asText()));
        return answers;
    }

    private static List<Reply> onTheWire(Rig rig) throws IOException {
        List<Reply> replies = new ArrayList<>();
        for (String head : List.of(
                "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 40000000\r\n\r\n",
                "GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")) {
            try (RawCaller caller = new RawCaller(rig.gateway().url())) {
                caller.send(head);
                replies.add(caller.reply());
            }
        }
        return replies;
    }

    private static Reply chat(Rig rig, Map<String, String> headers, String model, String more) {
        return send(
                rig,
                "POST",
                CHAT,
                headers,
                RequestBody.create("{\"model\":\"" + model + "\"," + HELLO + more + "}", JSON));
    }

    private static Reply send(
            Rig rig, String method, String path, Map<String, String> headers, @Nullable RequestBody body) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + path)
                        .headers(Headers.of(headers))
                        .method(method, body)
                        .build()));
    }
}
