package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import okhttp3.Request;
import okhttp3.Response;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** The list of models, packed for whoever asks for that, and not sent again to whoever has it. */
class PackedListIT {
    private static final String LIST = "/v1/models";
    private static final String TOOLS = "/v1/tools";

    @GatewayTest
    void theListIsPackedForWhoeverAsksForThat(Rig rig) throws IOException {
        try (Response plain = ask(rig, LIST, "accept-encoding", "identity");
                Response packed = ask(rig, LIST, "accept-encoding", "br, gzip")) {
            byte[] list = plain.body().bytes();
            byte[] small = packed.body().bytes();
            assertNull(plain.header("content-encoding"));
            assertEquals("gzip", packed.header("content-encoding"));
            assertEquals(Integer.toString(small.length), packed.header("content-length"));
            assertTrue(small.length * 4 < list.length, small.length + " of " + list.length);
            assertArrayEquals(list, new GZIPInputStream(new ByteArrayInputStream(small)).readAllBytes());
            assertEquals(plain.header("etag"), packed.header("etag"));
            for (Response either : new Response[] {plain, packed}) {
                assertTrue(String.join(",", either.headers("vary")).contains("Accept-Encoding"));
                assertEquals("application/json", either.header("content-type"));
                assertEquals("private, no-cache", either.header("cache-control"));
            }
        }
    }

    @GatewayTest
    void whoHasTheListOfToolsIsToldSo(Rig rig) throws IOException {
        try (Response first = ask(rig, TOOLS, "accept-encoding", "gzip");
                Response again = ask(rig, TOOLS, "if-none-match", first.header("etag"))) {
            assertEquals(200, first.code());
            assertEquals(304, again.code());
        }
    }

    @GatewayTest
    void whoHasTheListIsToldSo(Rig rig) throws IOException {
        String tag;
        try (Response first = ask(rig, LIST, "accept-encoding", "gzip")) {
            tag = first.header("etag");
        }
        for (String known : new String[] {tag, "\"other\", " + tag, tag.substring(2), "*"}) {
            try (Response again = ask(rig, LIST, "if-none-match", known)) {
                assertEquals(304, again.code(), known);
                assertEquals(tag, again.header("etag"));
                assertNull(again.header("content-type"));
                assertEquals("", again.body().string());
            }
        }
        try (Response another = ask(rig, LIST, "if-none-match", "W/\"other\"")) {
            assertEquals(200, another.code());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void theConnectionGoesOnBehindAnAnswerWithoutABody(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (String head : new String[] {
                "GET /v1/models HTTP/1.1\r\nIf-None-Match: *",
                "HEAD /v1/models HTTP/1.1\r\nIf-None-Match: *",
                "HEAD /v1/models HTTP/1.1\r\nAccept-Encoding: gzip"
            }) {
                caller.send(head + "\r\nHost: localhost\r\n\r\n");
                String answer = caller.head().toLowerCase(Locale.ROOT);
                assertEquals(head.contains("None"), answer.startsWith("http/1.1 304"), answer);
                assertEquals(head.contains("gzip"), answer.contains("content-length: "), answer);
            }
            caller.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals("{\"status\":\"ok\"}", caller.reply().body());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatFitsIntoAPacketIsNotPackedAndEachFormHasATagOfItsOwn(Rig rig) throws IOException {
        try (Response one = ask(rig, LIST + "/GPT-5.2", "accept-encoding", "gzip");
                Response all = ask(rig, LIST, "accept-encoding", "gzip");
                Response codex = ask(rig, LIST + "?client_version=1", "accept-encoding", "gzip")) {
            assertNull(one.header("content-encoding"));
            assertNotEquals(one.header("etag"), all.header("etag"));
            assertNotEquals(codex.header("etag"), all.header("etag"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aKeyThatMayUseFewModelsHasAListAndATagOfItsOwn(Rig rig) throws IOException {
        String all;
        try (Response first = ask(rig, LIST, "accept-encoding", "gzip")) {
            all = first.header("etag");
        }
        String key = Keyring.key(1);
        var auth = Keyring.auth(Keyring.forModels("ci", key, "claude-*"));
        rig.gateway().replaceKeys(auth, auth.keys());
        Request request = new Request.Builder()
                .url(rig.gateway().url() + LIST)
                .header("authorization", "Bearer " + key)
                .header("if-none-match", all)
                .build();
        try (Response some = rig.caller().newCall(request).execute()) {
            assertEquals(200, some.code());
            assertNotEquals(all, some.header("etag"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void answersOfModelsAreNeverPacked(Rig rig) throws IOException {
        Request request = rig.request(ChatDialect.CHAT, "long-answer", false)
                .header("accept-encoding", "gzip")
                .build();
        try (Response answer = rig.caller().newCall(request).execute()) {
            assertEquals(200, answer.code());
            assertNull(answer.header("content-encoding"));
        }
    }

    private static Response ask(Rig rig, String path, String name, String value) throws IOException {
        Request request = new Request.Builder()
                .url(rig.gateway().url() + path)
                .header("accept-encoding", "identity")
                .header(name, value)
                .build();
        return rig.caller().newCall(request).execute();
    }
}
