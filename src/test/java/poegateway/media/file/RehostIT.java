package poegateway.media.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Results that the gateway keeps: links of its own that end, and the links of their hosts where that cannot be. */
class RehostIT {
    private static final String PATH = "/v1/images/generations";
    private static final String URL = ",\"response_format\":\"url\"";

    @GatewayTest(settings = "media.rehost=on")
    void aPictureHasALinkOfTheGatewaysOwnThatNeedsNoKeyAndEnds(Rig rig) throws IOException {
        AuthConfig auth = Keyring.auth(Keyring.known("ann", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        String link = picture(rig, URL).path("url").asText();
        assertTrue(link.matches(rig.gateway().url() + "/v1/media/[A-Za-z0-9_-]{75}"), link);
        try (Response shown = get(rig, link, "GET")) {
            assertEquals(200, shown.code());
            assertEquals("image/png", shown.header("content-type"));
            assertEquals("nosniff", shown.header("x-content-type-options"));
            assertTrue(
                    String.valueOf(shown.header("content-disposition")).startsWith("inline; filename=\"picture.png\""));
            assertTrue(String.valueOf(shown.header("cache-control")).matches("private, max-age=(3600|35\\d\\d)"));
            assertEquals((byte) 0x89, shown.body().bytes()[0]);
        }
        try (Response head = get(rig, link, "HEAD")) {
            assertEquals(200, head.code());
            assertEquals("", head.body().string());
        }
        for (String other : new String[] {link.substring(0, link.length() - 9) + "AAAAAAAAA", link + "A"}) {
            try (Response none = get(rig, other, "GET")) {
                assertEquals(404, none.code());
                assertTrue(none.body().string().contains("media_not_found"));
            }
        }
        rig.advance(Duration.ofMinutes(60));
        try (Response ended = get(rig, link, "GET")) {
            assertEquals(404, ended.code());
        }
        assertKept(rig, 0);
    }

    @GatewayTest(settings = "media.rehost=on")
    void withoutAFormThereAreBothAndBytesAloneAreNotKept(Rig rig) throws IOException {
        JsonNode both = picture(rig, "");
        try (Response shown = get(rig, both.path("url").asText(), "GET")) {
            assertArrayEquals(both.path("b64_json").binaryValue(), shown.body().bytes());
        }
        assertKept(rig, 1);
        assertTrue(picture(rig, ",\"response_format\":\"b64_json\"").path("url").isMissingNode());
        assertKept(rig, 1);
    }

    @GatewayTest(settings = {"media.rehost=on", "media.fetch-limit=64KiB"})
    void aHostileHostLeavesNothingAndItsLinkIsTold(Rig rig) {
        String first = picture(rig, "").path("url").asText();
        assertTrue(first.contains("/v1/media/"), first);
        String path = URI.create(hosted(rig)).getPath();
        Map<String, Script> hosts = new LinkedHashMap<>();
        hosts.put("no PNG, JPEG, WebP or GIF", Scripts.whole(200, "image/png", "<html>Sign in</html>", Map.of()));
        hosts.put("leads to another one", Scripts.redirect("https://example.com/p.png"));
        hosts.put("status 403", Scripts.whole(403, "text/plain", "no", Map.of()));
        hosts.put("it is empty", Scripts.whole(200, "image/png", "", Map.of()));
        hosts.put("its end is missing", Scripts.whole(200, "image/png", "GIF89a and no end of it ever", Map.of()));
        hosts.put(
                "larger than media.fetch-limit",
                Scripts.whole(200, "image/png", "GIF89a" + "x".repeat(100_000), Map.of()));
        hosts.forEach((why, host) -> {
            rig.poe().enqueue(path, host);
            Reply reply = generate(rig, URL);
            assertEquals(200, reply.status(), reply::body);
            String link = reply.json().path("data").get(0).path("url").asText();
            assertEquals(path, URI.create(link).getPath(), why);
            assertTrue(reply.header("x-poe-gateway-warning").contains(why), why + reply.headers());
        });
        assertKept(rig, 1);
    }

    @GatewayTest(settings = {"media.rehost=on", "vault.folder=/proc/poe-gateway/vault"})
    void aDiskThatTakesNothingCostsNothingButLinks(Rig rig) {
        rig.expectAlarm("The vault cannot be written");
        Reply reply = generate(rig, "");
        assertEquals(200, reply.status(), reply::body);
        JsonNode picture = reply.json().path("data").get(0);
        assertTrue(picture.hasNonNull("b64_json"));
        assertNotEquals(-1, picture.path("url").asText().indexOf("/base/image/"), reply::body);
        assertTrue(reply.header("x-poe-gateway-warning").contains("storage_unavailable"), () -> "" + reply.headers());
        assertEquals(
                "degraded",
                rig.get("/health")
                        .json()
                        .path("parts")
                        .path("vault")
                        .path("status")
                        .asText());
        Reply edited = rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + "/v1/images/edits")
                        .post(new MultipartBody.Builder()
                                .setType(MultipartBody.FORM)
                                .addFormDataPart("model", "gpt-image-1")
                                .addFormDataPart("prompt", "a hat")
                                .addFormDataPart("image", "a.gif", gif(100_000))
                                .build())
                        .build()));
        assertEquals(200, edited.status(), edited::body);
    }

    @GatewayTest(settings = {"server.upload-limit=1MiB", "server.body-limit=4KiB"})
    void aFormMayBeLargerThanAnotherBodyAndNoLargerThanItsOwnLimit(Rig rig) {
        assertEquals(
                200, FilesIT.upload(rig, "user_data", "a", new byte[900_000]).status());
        Reply refused = FilesIT.upload(rig, "user_data", "a", new byte[1_100_000]);
        assertEquals(413, refused.status(), refused::body);
        assertTrue(refused.errorMessage().contains("server.upload-limit"), refused::body);
    }

    @GatewayTest
    void aCallerWhoLeavesAmidAFormLeavesNothing(Rig rig) {
        RequestBody endless = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("multipart/form-data; boundary=XX");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n");
                sink.write(new byte[500_000]);
                sink.flush();
                rig.until(() -> rig.gateway().census().temporaryFiles() == 1, () -> "no part goes to disk");
                throw new IOException("the caller leaves");
            }
        };
        try {
            rig.caller()
                    .newCall(new Request.Builder()
                            .url(rig.gateway().url() + "/v1/files")
                            .post(endless)
                            .build())
                    .execute()
                    .close();
        } catch (IOException left) {
            assertEquals("the caller leaves", left.getMessage());
        }
        rig.awaitQuiet();
        assertEquals(0, rig.gateway().census().temporaryFiles());
    }

    private static RequestBody gif(int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(new byte[] {'G', 'I', 'F', '8', '9', 'a'}, 0, bytes, 0, 6);
        return RequestBody.create(bytes, MediaType.get("image/gif"));
    }

    /** The address at its host of the picture that is made. */
    private static String hosted(Rig rig) {
        return rig.poe().arrivals().stream()
                .map(arrival -> arrival.path())
                .filter(path -> path.contains("/base/image/"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode picture(Rig rig, String more) {
        Reply reply = generate(rig, more);
        assertEquals(200, reply.status(), reply::body);
        return reply.json().path("data").get(0);
    }

    private static Reply generate(Rig rig, String more) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + PATH)
                        .header("authorization", "Bearer " + Keyring.key(1))
                        .post(RequestBody.create(
                                "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\"" + more + "}",
                                MediaType.get("application/json")))
                        .build()));
    }

    private static Response get(Rig rig, String url, String method) throws IOException {
        return rig.caller()
                .newCall(new Request.Builder().url(url).method(method, null).build())
                .execute();
    }

    private static void assertKept(Rig rig, int files) {
        Reply metrics = rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + "/health")
                        .header("authorization", "Bearer " + Keyring.key(1))
                        .build()));
        String detail =
                metrics.json().path("parts").path("vault").path("detail").asText();
        assertTrue(detail.startsWith("files kept: " + files + ","), detail);
    }
}
