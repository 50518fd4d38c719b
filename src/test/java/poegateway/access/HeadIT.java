package poegateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.front.Route;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Whoever asks for the head alone gets that of the whole answer, and no byte more. */
class HeadIT {
    @GatewayTest
    void whatHasGetHasTheSameHeadWithoutABody(Rig rig) throws IOException {
        for (Route route : rig.gateway().routes()) {
            if (route.method().equals("GET")) {
                String path = route.path().replace("<id>", "Claude-Sonnet-4.6").replace("{id}", "no-such-id");
                sameHead(rig, path);
            }
        }
        sameHead(rig, "/v1/models/no-such-model");
        sameHead(rig, "/v1/files/" + upload(rig) + "/content");
    }

    @GatewayTest(transport = Transport.H1)
    void noByteOfABodyComesBehindTheHead(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (String path :
                    new String[] {"/v1/models", "/health/ready", "/health", "/metrics", "/v1/nothing", "/"}) {
                caller.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertTrue(caller.head().toLowerCase(Locale.ROOT).contains("\ncontent-length: "), path);
            }
            caller.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals("{\"status\":\"ok\"}", caller.reply().body());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theHeadOfAFileIsThatOfAllOfIt(Rig rig) throws IOException {
        String url = rig.baseUrl() + "/files/" + upload(rig) + "/content";
        Request.Builder part = new Request.Builder().url(url).header("range", "bytes=0-1");
        Reply head = rig.read(rig.caller().newCall(part.head().build()));
        assertEquals(200, head.status());
        assertEquals("5", head.header("content-length"));
    }

    @GatewayTest(transport = Transport.H1)
    void whatHasNoGetHasNoHead(Rig rig) {
        Reply reply = head(rig, "/v1/chat/completions");
        assertEquals(405, reply.status());
        assertEquals("POST", reply.header("allow"));
    }

    private static void sameHead(Rig rig, String path) {
        Request get = new Request.Builder()
                .url(rig.gateway().url() + path)
                .header("accept-encoding", "identity")
                .build();
        Reply whole = rig.read(rig.caller().newCall(get));
        Reply head = head(rig, path);
        assertEquals(whole.status(), head.status(), path);
        assertEquals("", head.body(), path);
        assertEquals(names(whole), names(head), path);
        assertEquals(whole.header("content-type"), head.header("content-type"), path);
        if (path.startsWith("/v1/")) {
            assertEquals(length(whole), length(head), path);
        }
    }

    private static Reply head(Rig rig, String path) {
        String url = rig.gateway().url() + path;
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(url)
                        .header("accept-encoding", "identity")
                        .head()
                        .build()));
    }

    private static Set<String> names(Reply reply) {
        return new TreeSet<>(reply.headers().names());
    }

    private static String length(Reply reply) {
        return reply.header("content-length");
    }

    private static String upload(Rig rig) throws IOException {
        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("purpose", "user_data")
                .addFormDataPart("file", "a.txt", RequestBody.create("hello".getBytes(StandardCharsets.UTF_8)))
                .build();
        Request request =
                new Request.Builder().url(rig.baseUrl() + "/files").post(form).build();
        try (Response response = rig.caller().newCall(request).execute()) {
            return Reply.of(response).json().path("id").asText();
        }
    }
}
