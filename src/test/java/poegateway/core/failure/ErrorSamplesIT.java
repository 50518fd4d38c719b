package poegateway.core.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** What docs/errors.md quotes where words come from elsewhere than the failure itself: each is what a gateway answers. */
class ErrorSamplesIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";
    private static final String TOOL =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}}]";

    private static final Map<String, String> BOT = Map.of("x-poe-gateway-upstream", "bot");
    private static final Map<String, String> REPAIR =
            Map.of("x-poe-gateway-upstream", "bot", "x-poe-gateway-structured-output", "repair");

    /** Failures whose words are given to them where they arise. */
    private static final Set<Class<? extends Failure>> WORDED = Set.of(
            ClientFailure.InvalidRequest.class,
            ClientFailure.NotExpressible.class,
            ClientFailure.InvalidHttp.class,
            ClientFailure.UnknownUrl.class,
            ClientFailure.UnsupportedEndpoint.class,
            ReplyFailure.BadResponse.class,
            ReplyFailure.WrongType.class,
            ReplyFailure.Interrupted.class,
            PoeRefusal.ServerError.class,
            PoeRefusal.OutOfPoints.class,
            PoeRefusal.Throttled.class,
            PoeRefusal.Overloaded.class,
            PoeRefusal.Refused.class);

    /** @param code and what stands beside it in the answer, and in the sample */
    private record Said(String code, int status, String message) {
        static Said by(Reply reply) {
            return new Said(reply.errorCode(), reply.status(), reply.errorMessage());
        }

        static Said by(Failure failure) {
            return new Said(failure.code(), failure.status(), failure.message());
        }
    }

    @GatewayTest(transport = Transport.H1, simulated = true, settings = "upstream.attempts=1")
    void whatIsQuotedIsWhatAGatewayAnswers(Rig rig) throws IOException {
        List<Said> answers = new ArrayList<>();
        requestsAtFault(rig).forEach(reply -> answers.add(Said.by(reply)));
        refusedByPoe(rig).forEach(reply -> answers.add(Said.by(reply)));
        List<Said> never = FailureSample.all().stream()
                .map(FailureSample::failure)
                .filter(failure -> WORDED.contains(failure.getClass()))
                .map(Said::by)
                .filter(quoted -> !answers.contains(quoted))
                .toList();
        assertEquals(List.of(), never);
    }

    private static List<Reply> requestsAtFault(Rig rig) throws IOException {
        List<Reply> replies = new ArrayList<>();
        for (String body : List.of(
                "{\n  \"model\": \"GPT-5.2\",\n  " + HELLO,
                "{\"model\":\"GPT-5.2\"," + HELLO + ",\"x\":" + "[".repeat(201) + "]".repeat(201) + "}",
                "{\"model\":\"GPT-5.2\",\"model\":\"GPT-5.1\"," + HELLO + "}",
                "{\"model\":\"GPT-5.2\"," + HELLO + ",\"temperature\":1e400}",
                "{\"model\":\"GPT-5.2\"," + HELLO + ",\"x\":{" + keys() + "}}",
                "{\"model\":\"GPT-5.2\"}",
                "{\"model\":\"GPT-5.2\"," + HELLO + ",\"stream\":\"yes\"}",
                "{\"model\":\"GPT-5.2\"," + HELLO + ",\"n\":2}")) {
            replies.add(rig.post(CHAT, body));
        }
        replies.add(rig.post(
                "/v1/responses", "{\"model\":\"GPT-5.2\",\"input\":\"hello\",\"previous_response_id\":\"resp_1\"}"));
        replies.add(rig.get("/v1/chat"));
        replies.add(rig.post("/v1/embeddings", "{}"));
        replies.add(with(rig, Map.of("poe-feature", "caf\u00e9"), "{\"model\":\"GPT-5.2\"," + HELLO + "}"));
        replies.add(with(rig, BOT, "{\"model\":\"GPT-5.2\"," + HELLO + "," + TOOL + ",\"tool_choice\":\"required\"}"));
        replies.add(with(
                rig,
                REPAIR,
                "{\"model\":\"GPT-5.2\"," + HELLO + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{"
                        + "\"name\":\"a\",\"schema\":{\"$ref\":\"https://example.com/s\"}}}}"));
        replies.add(withoutBoundary(rig));
        replies.add(notUtf8(rig));
        replies.add(twoLengths(rig));
        return replies;
    }

    private static List<Reply> refusedByPoe(Rig rig) {
        List<Reply> replies = new ArrayList<>();
        for (String model : List.of(
                "body-malformed",
                "body-html",
                "error-500",
                "error-402",
                "error-429-retry-after-2",
                "error-529",
                "error-400",
                "error-400-tools",
                "error-400-responses",
                "error-litellm-tools",
                "error-403-moderation",
                "error-413",
                "error-400-summary",
                "error-400-long")) {
            replies.add(rig.chat(model, false));
        }
        for (Script script : List.of(
                Scripts.whole(524, "text/html", "<h1>Error 524</h1>", Map.of()),
                Scripts.json(
                        500,
                        "{\"error\":{\"message\":\"The provider is down\",\"type\":\"api_error\",\"code\":\"provider_unavailable\"}}"),
                Scripts.json(
                        500,
                        "{\"error\":{\"message\":\"The provider failed\",\"type\":\"api_error\"},\"usage\":{\"completion_tokens\":5}}"),
                Scripts.error(403, "permission_error", "You may not use this model"))) {
            rig.poe().enqueue(CHAT, script);
            replies.add(rig.chat("GPT-5.2", false));
        }
        return replies;
    }

    private static String keys() {
        StringBuilder keys = new StringBuilder("\"0\":0");
        for (int key = 1; key <= 10_000; key++) {
            keys.append(",\"").append(key).append("\":0");
        }
        return keys.toString();
    }

    private static Reply with(Rig rig, Map<String, String> headers, String body) {
        Headers.Builder all = new Headers.Builder();
        headers.forEach(all::addUnsafeNonAscii);
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + CHAT)
                        .headers(all.build())
                        .post(RequestBody.create(body, MediaType.get("application/json")))
                        .build()));
    }

    private static Reply withoutBoundary(Rig rig) {
        RequestBody body = RequestBody.create("x", MediaType.get("multipart/form-data"));
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + "/v1/files")
                        .post(body)
                        .build()));
    }

    private static Reply notUtf8(Rig rig) {
        byte[] body = "{\"model\":\"GPT-5.2\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + CHAT)
                        .post(RequestBody.create(body, MediaType.get("application/json")))
                        .build()));
    }

    private static Reply twoLengths(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send("POST " + CHAT
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}");
            return caller.reply();
        }
    }
}
