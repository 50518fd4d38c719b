package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.core.text.Redaction;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Program;
import poegateway.rig.Rig;

/** A word is planted wherever secrets may stand, requests of every kind are sent, and nothing that is told holds it. */
class CanaryIT {
    private static final String CHAT = "/v1/chat/completions";
    /** Looks like no key, so that nothing makes it unreadable on its way out: it must not get there at all. */
    private static final String CANARY = "canary-yellow-bird";
    /** Looks like a key, for places whose words are shown: names of models, user agents. */
    private static final String KEY_LIKE = "sk-canary0123456789";

    private static final String BODY = """
            {"model":"%s","stream":%s,"user":"CANARY","metadata":{"a":"CANARY"},"tools":[{"type":"function","function":
            {"name":"look","description":"CANARY","parameters":{"type":"object","properties":{"CANARY":{"type":"string"}}}}}],
            "messages":[{"role":"system","content":"CANARY"},{"role":"user","content":"CANARY"},
            {"role":"assistant","tool_calls":[{"id":"call_1","type":"function",
            "function":{"name":"look","arguments":"{\\"a\\":\\"CANARY\\"}"}}]},
            {"role":"tool","tool_call_id":"call_1","content":"CANARY"}]%s}""".replace("CANARY", CANARY);

    private static final List<String> MODELS = List.of(
            "Claude-Sonnet-4.6",
            KEY_LIKE,
            "no-such-model",
            "error-401",
            "error-402",
            "error-429",
            "error-500",
            "error-mid-stream",
            "mishap-close-before-head",
            "mishap-close-mid-body",
            "body-html",
            "body-malformed");

    @GatewayTest
    void nothingThatIsToldHoldsTheCanary(Rig rig) {
        int requests = 0;
        try (LogCapture capture = LogCapture.listen()) {
            for (String model : MODELS) {
                for (String stream : List.of("true", "false", "\"" + CANARY + "\"")) {
                    send(rig, BODY.formatted(model, stream, ""));
                    requests++;
                }
            }
            send(rig, BODY.formatted("broken", "true", CANARY));
            send(rig, CANARY);
            requests += 2;
            for (String path : List.of("/v1/models", "/v1/" + KEY_LIKE, "/", "/v1/chat/completions")) {
                rig.read(rig.caller().newCall(request(rig, path).get().build()));
                requests++;
            }
            rig.awaitQuiet();
            assertSilent(Redaction.redacted(String.join("\n", capture.lines()))); // as every log line is
        }
        assertSilent(String.join("\n", rig.log(requests)));
        for (String path : List.of("/metrics", "/health", "/health/live", "/health/ready")) {
            assertSilent(rig.get(path).body());
        }
        assertFalse(rig.get("/metrics").body().contains("no-such-model"));
    }

    @Test
    @Timeout(240)
    void aKeyInAnEnvFileIsToldByNobody(@TempDir Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(".env"), "POE_API_KEY=" + CANARY + "\n");
        try (Program program = Program.start(
                folder,
                List.of("-Xmx256m"),
                "--port=0",
                "--poe.base-url=http://127.0.0.1:9/v1",
                "--log.level=debug",
                "--upstream.attempts=1")) {
            URI url = program.awaitReady();
            OkHttpClient caller = new OkHttpClient();
            Request chat = new Request.Builder()
                    .url(url + CHAT)
                    .post(RequestBody.create(ChatDialect.CHAT.body("any", true), MediaType.get("application/json")))
                    .build();
            Request metrics = new Request.Builder().url(url + "/metrics").build();
            for (Request request : List.of(chat, metrics)) {
                try (Response response = caller.newCall(request).execute()) {
                    assertSilent(response.headers() + response.body().string());
                }
            }
            program.terminate();
            String said = program.awaitEnd();
            assertTrue(said.contains("502 POST"), said);
            assertTrue(said.contains(" DEBUG "), said);
            assertSilent(said);
            assertEquals(0, program.exitCode());
        }
    }

    private static void send(Rig rig, String body) {
        RequestBody json = RequestBody.create(body, MediaType.get("application/json"));
        var reply = rig.read(rig.caller().newCall(request(rig, CHAT).post(json).build()));
        if (reply.status() != 200) {
            assertFalse(reply.body().contains(CANARY), reply::body);
        }
        assertFalse(reply.headers().toString().contains(CANARY), () -> "" + reply.headers());
    }

    private static Request.Builder request(Rig rig, String path) {
        return new Request.Builder()
                .url(rig.gateway().url() + path + "?key=" + CANARY)
                .header("authorization", "Bearer " + CANARY)
                .header("x-api-key", CANARY)
                .header("cookie", "session=" + CANARY)
                .header("referer", "https://example.org/" + CANARY)
                .header("x-forwarded-for", CANARY)
                .header("idempotency-key", CANARY)
                .header("traceparent", CANARY)
                .header("x-" + CANARY, CANARY)
                .header("x-client-request-id", CANARY + "/not-an-id")
                .header("user-agent", "agent/1.0 " + KEY_LIKE);
    }

    private static void assertSilent(String told) {
        assertFalse(told.contains(CANARY), () -> "the canary sings in " + told);
        assertFalse(told.contains(KEY_LIKE), () -> "a key is readable in " + told);
    }
}
