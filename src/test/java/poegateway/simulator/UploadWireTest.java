package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.SimulatedPoe.Options;
import poegateway.simulator.SimulatedPoe.Transport;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.upload.UploadedFile;

/** Uploads on sockets, without a gateway. */
@Timeout(60)
@ExtendWith(QuietLogs.class)
class UploadWireTest {
    private static final String UPLOAD = "/poe_api/file_upload_3RD_PARTY_POST";
    private static final String FORM = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"note.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\nwords\r\n--b--\r\n";

    private SimulatedPoe poe = start(Transport.PLAIN_H1);

    private static SimulatedPoe start(Transport transport) {
        return SimulatedPoe.start(
                Options.of(transport, pause -> {}),
                Manner.PROMPT,
                InstantSource.fixed(SimulatorFixture.NOW),
                new Random(1));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertTrue(poe.awaitOpen(0, Duration.ofSeconds(10)));
        assertEquals(0, poe.scriptsWaiting());
        poe.close();
        assertEquals(0, poe.threadsRunning());
    }

    private String upload(String authorization, String form) throws IOException {
        return send("POST " + UPLOAD + " HTTP/1.1\r\nHost: 127.0.0.1:" + poe.port() + "\r\n" + authorization
                + "Content-Type: multipart/form-data; boundary=b\r\nConnection: close\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n" + form);
    }

    private String send(String request) throws IOException {
        try (RawPeer peer = new RawPeer(poe)) {
            return peer.send(request).readAll();
        }
    }

    private String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: poe\r\nConnection: close\r\n\r\n");
    }

    @Test
    void anUploadIsAnsweredWithItsUrlWhereItIsFetched() throws Exception {
        String reply = upload("Authorization: key\r\n", FORM);
        UploadedFile file = poe.uploads().getLast();

        assertTrue(reply.startsWith("HTTP/1.1 200 \r\n"), reply);
        assertTrue(
                reply.contains("{\"attachment_url\":\"http://127.0.0.1:" + poe.port() + file.path()
                        + "\",\"mime_type\":\"text/plain\"}"),
                reply);
        assertTrue(file.path().matches("/base/text/[0-9a-f]{64}"), file::path);
        assertEquals("note.txt", file.name());
        assertArrayEquals("words".getBytes(StandardCharsets.UTF_8), file.content());
        assertEquals(
                "HTTP/1.1 200 \r\ncontent-type: text/plain\r\ncontent-length: 5\r\nconnection: close\r\n\r\nwords",
                get(file.path()));
        assertTrue(get(file.path() + "0").startsWith("HTTP/1.1 404 "));
        assertEquals(FORM, new String(poe.arrivals().getFirst().body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: \r\n",
                "Authorization: wrong-key\r\n",
                "Authorization: Bearer key\r\n",
                "X-Api-Key: key\r\n"
            })
    void aKeyWithASchemeOrNoneIsRefusedInPlainText(String authorization) throws Exception {
        String reply = upload(authorization, FORM);

        assertTrue(reply.startsWith("HTTP/1.1 401 \r\n"), reply);
        assertTrue(reply.contains("content-type: text/plain; charset=utf-8\r\n"), reply);
        assertTrue(reply.endsWith("\r\n\r\nInvalid API key"), reply);
        assertTrue(poe.uploads().isEmpty());
    }

    @Test
    void aBrokenFormIsRefusedInPlainText() throws Exception {
        String reply = upload("Authorization: key\r\n", "--b\r\n");

        assertTrue(reply.startsWith("HTTP/1.1 400 \r\n"), reply);
        assertTrue(reply.endsWith("\r\n\r\nThe headers of a part of the form do not end"), reply);
        assertTrue(poe.uploads().isEmpty());
    }

    @Test
    void otherMethodsAreNoRoute() throws Exception {
        assertTrue(get(UPLOAD).startsWith("HTTP/1.1 404 "));
    }

    @Test
    void aScriptAnswersTheNextUpload() throws Exception {
        poe.enqueue(UPLOAD, Scripts.json(503, "{}"));

        assertTrue(upload("Authorization: key\r\n", FORM).startsWith("HTTP/1.1 503 "));
        assertTrue(upload("Authorization: key\r\n", FORM).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void uploadsGoOverHttp2AndAreFetchedThere() throws Exception {
        poe.close();
        poe = start(Transport.TLS_H2);
        OkHttpClient client = Http2WireTest.client(poe);
        byte[] picture = new byte[100_000];
        picture[7] = 7;
        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("file", "é.png", RequestBody.create(picture, MediaType.get("image/png")))
                .build();
        Request upload = new Request.Builder()
                .url(poe.uploadUri() + "/file_upload_3RD_PARTY_POST")
                .header("authorization", "key")
                .post(form)
                .build();
        String url;
        try (Response response = client.newCall(upload).execute()) {
            url = SimulatorFixture.json(response.body().string())
                    .path("attachment_url")
                    .asText();
        }
        assertTrue(url.startsWith("https://127.0.0.1:" + poe.port() + "/base/image/"), url);
        assertEquals("é.png", poe.uploads().getLast().name());
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            assertEquals("image/png", response.header("content-type"));
            assertArrayEquals(picture, response.body().bytes());
        }
        client.connectionPool().evictAll();
    }
}
