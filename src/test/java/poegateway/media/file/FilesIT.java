package poegateway.media.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.answer.SamplePicture;

/** Files by themselves: sent, listed, read in parts, deleted, and seen by nobody else. */
class FilesIT {
    private static final String FILES = "/v1/files";
    private static final byte[] CAT = SamplePicture.png("a cat");

    @GatewayTest
    void aFileComesBackAsItWasSent(Rig rig) throws IOException {
        JsonNode file = upload(rig, "user_data", "cat ☂.png", CAT).json();
        assertTrue(file.path("id").asText().matches("file-[0-9a-f]{32}"), file::toString);
        assertEquals("file", file.path("object").asText());
        assertEquals(CAT.length, file.path("bytes").asInt());
        assertEquals("cat ☂.png", file.path("filename").asText());
        assertEquals("user_data", file.path("purpose").asText());
        assertEquals("processed", file.path("status").asText());
        assertEquals(
                3600, file.path("expires_at").asLong() - file.path("created_at").asLong());
        String path = FILES + "/" + file.path("id").asText();
        assertEquals(file, rig.get(path).json());
        try (Response content = get(rig, path + "/content", Map.of())) {
            assertEquals(200, content.code());
            assertArrayEquals(CAT, content.body().bytes());
            assertEquals("image/png", content.header("content-type"));
            assertEquals("nosniff", content.header("x-content-type-options"));
            assertEquals(
                    "attachment; filename=\"cat _.png\"; filename*=UTF-8''cat%20%E2%98%82.png",
                    content.header("content-disposition"));
        }
    }

    @GatewayTest
    void aPartOfAFileIsGivenAndOneBehindItsEndIsRefused(Rig rig) throws IOException {
        String path = FILES + "/" + id(upload(rig, "user_data", "a.txt", bytes("0123456789"))) + "/content";
        try (Response part = get(rig, path, Map.of("range", "bytes=2-4"))) {
            assertEquals(206, part.code());
            assertEquals("234", part.body().string());
            assertEquals("bytes 2-4/10", part.header("content-range"));
            assertEquals("bytes", part.header("accept-ranges"));
        }
        try (Response other = get(rig, path, Map.of("range", "bytes=2-4", "if-range", "\"other\""))) {
            assertEquals(200, other.code());
            assertEquals("0123456789", other.body().string());
        }
        try (Response none = get(rig, path, Map.of("range", "bytes=10-"))) {
            assertEquals(416, none.code());
            assertEquals("bytes */10", none.header("content-range"));
            assertTrue(none.body().string().contains("range_not_satisfiable"));
        }
    }

    @GatewayTest
    void filesAreListedInPagesAndByPurpose(Rig rig) {
        String first = id(upload(rig, "user_data", "1", CAT));
        String second = id(upload(rig, "vision", "2", CAT));
        JsonNode page = rig.get(FILES + "?limit=1").json();
        assertEquals(List.of(second), page.path("data").findValuesAsText("id"));
        assertTrue(page.path("has_more").asBoolean());
        JsonNode rest = rig.get(FILES + "?limit=1&after=" + page.path("last_id").asText())
                .json();
        assertEquals(List.of(first), rest.path("data").findValuesAsText("id"));
        assertEquals(
                List.of(first, second),
                rig.get(FILES + "?order=asc").json().path("data").findValuesAsText("id"));
        assertEquals(
                List.of(second),
                rig.get(FILES + "?purpose=vision").json().path("data").findValuesAsText("id"));
        assertEquals(400, rig.get(FILES + "?limit=0").status());
        assertEquals(400, rig.get(FILES + "?order=newest").status());
    }

    @GatewayTest
    void aDeletedFileIsGoneAndSoIsOneThatEnded(Rig rig) {
        String deleted = id(upload(rig, "user_data", "1", CAT));
        Reply told = delete(rig, FILES + "/" + deleted);
        assertEquals(200, told.status(), told::body);
        assertTrue(told.json().path("deleted").asBoolean());
        assertEquals(404, delete(rig, FILES + "/" + deleted).status());
        assertEquals(
                "file_not_found", rig.get(FILES + "/" + deleted + "/content").errorCode());
        String brief = id(rig.read(rig.caller()
                .newCall(request(
                                rig,
                                form("user_data", "2", CAT)
                                        .addFormDataPart("expires_after[anchor]", "created_at")
                                        .addFormDataPart("expires_after[seconds]", "60"))
                        .build())));
        String lasting = id(upload(rig, "user_data", "3", CAT));
        rig.advance(Duration.ofSeconds(60));
        assertEquals(404, rig.get(FILES + "/" + brief).status());
        assertEquals(200, rig.get(FILES + "/" + lasting).status());
        rig.advance(Duration.ofMinutes(60));
        assertEquals(0, rig.get(FILES).json().path("data").size());
    }

    @GatewayTest
    void anotherKeysFileIsAbsent(Rig rig) {
        AuthConfig auth = Keyring.auth(
                Keyring.known("ann", Keyring.key(1), Scope.API), Keyring.known("bob", Keyring.key(2), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        String anns = id(as(rig, 1, request(rig, form("user_data", "1", CAT))));
        String path = rig.gateway().url() + FILES;
        for (String there : List.of("/" + anns, "/" + anns + "/content")) {
            assertEquals(
                    404, as(rig, 2, new Request.Builder().url(path + there)).status());
            assertEquals(
                    200, as(rig, 1, new Request.Builder().url(path + there)).status());
        }
        assertEquals(
                404,
                as(rig, 2, new Request.Builder().url(path + "/" + anns).delete())
                        .status());
        assertEquals(
                0,
                as(rig, 2, new Request.Builder().url(path)).json().path("data").size());
    }

    @GatewayTest
    void whatIsNoUploadIsRefusedByName(Rig rig) {
        assertRefused(rig, form("batch", "a.jsonl", CAT), "unsupported_parameter", "purpose");
        assertRefused(rig, form("fun", "a", CAT), "invalid_value", "purpose");
        assertRefused(rig, form("user_data", "a", new byte[0]), "invalid_value", "file");
        assertRefused(rig, builder().addFormDataPart("purpose", "vision"), "missing_required_parameter", "file");
        assertRefused(
                rig,
                builder().addFormDataPart("file", "a", RequestBody.create(CAT)),
                "missing_required_parameter",
                "purpose");
        assertRefused(
                rig,
                form("vision", "a", CAT).addFormDataPart("expires_after[seconds]", "-1"),
                "invalid_value",
                "expires_after[seconds]");
        assertRefused(
                rig,
                form("vision", "a", CAT).addFormDataPart("expires_after[anchor]", "now"),
                "invalid_value",
                "expires_after[anchor]");
        assertEquals(400, rig.post(FILES, "{}").status());
        assertEquals(0, rig.get(FILES).json().path("data").size());
    }

    @GatewayTest(settings = {"vault.bytes-per-caller=1KiB"})
    void whatIsTooLargeToBeKeptIsRefusedAndLeavesNothing(Rig rig) {
        Reply refused = upload(rig, "user_data", "a", new byte[2000]);
        assertEquals(413, refused.status(), refused::body);
        assertEquals("file_too_large", refused.errorCode());
        assertEquals(0, rig.get(FILES).json().path("data").size());
    }

    @GatewayTest(settings = {"vault.folder=/proc/poe-gateway/vault"})
    void aDiskThatCannotBeWrittenIsToldAndNothingElseSuffers(Rig rig) {
        rig.expectAlarm("The vault cannot be written");
        Reply refused = upload(rig, "user_data", "a", CAT);
        assertEquals(503, refused.status(), refused::body);
        assertEquals("storage_unavailable", refused.errorCode());
        assertNotNull(refused.header("retry-after"));
        JsonNode vault = rig.get("/health").json().path("parts").path("vault");
        assertEquals("degraded", vault.path("status").asText());
        assertEquals(200, rig.chat("Claude-Sonnet-4.6", false).status());
        assertTrue(rig.get("/metrics").body().contains("poe_gateway_vault_unavailable 1"));
    }

    static Reply upload(Rig rig, String purpose, String name, byte[] bytes) {
        return rig.read(
                rig.caller().newCall(request(rig, form(purpose, name, bytes)).build()));
    }

    static String id(Reply uploaded) {
        assertEquals(200, uploaded.status(), uploaded::body);
        return uploaded.json().path("id").asText();
    }

    private static void assertRefused(Rig rig, MultipartBody.Builder form, String code, String param) {
        Reply reply = rig.read(rig.caller().newCall(request(rig, form).build()));
        assertEquals(400, reply.status(), reply::body);
        assertEquals(code, reply.errorCode());
        assertEquals(param, reply.error().path("param").asText());
    }

    private static MultipartBody.Builder builder() {
        return new MultipartBody.Builder().setType(MultipartBody.FORM);
    }

    private static MultipartBody.Builder form(String purpose, String name, byte[] bytes) {
        return builder()
                .addFormDataPart("purpose", purpose)
                .addFormDataPart("file", name, RequestBody.create(bytes, MediaType.get("application/octet-stream")));
    }

    private static Request.Builder request(Rig rig, MultipartBody.Builder form) {
        return new Request.Builder().url(rig.gateway().url() + FILES).post(form.build());
    }

    private static Reply as(Rig rig, int key, Request.Builder request) {
        return rig.read(rig.caller()
                .newCall(request.header("authorization", "Bearer " + Keyring.key(key))
                        .build()));
    }

    private static Reply delete(Rig rig, String path) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + path)
                        .delete()
                        .build()));
    }

    private static Response get(Rig rig, String path, Map<String, String> headers) throws IOException {
        Request.Builder request = new Request.Builder().url(rig.gateway().url() + path);
        headers.forEach(request::header);
        return rig.caller().newCall(request.build()).execute();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
