package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.answer.SampleSound;

/** Requests for media in the members, headers and forms in which Open WebUI and LibreChat send them. */
class ChatProgramsMediaIT {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Map<String, String> OPEN_WEBUI = Map.of(
            "Authorization", "Bearer any",
            "X-OpenWebUI-User-Name", "Ann%20B",
            "X-OpenWebUI-User-Id", "7b1c",
            "X-OpenWebUI-User-Email", "ann@example.com",
            "X-OpenWebUI-User-Role", "user");

    /** It takes {@code url} where there is one, and asks for bytes of all models but those that are called gpt-image. */
    @GatewayTest(transport = Transport.H1, settings = "media.rehost=on")
    void openWebUiDrawsAndFetchesWhatItWasGivenAnAddressOf(Rig rig) throws IOException {
        for (String model : new String[] {"gpt-image-1", "gpt-image-1.5"}) {
            Reply drawn = send(
                    rig,
                    "/v1/images/generations?api-version=2026-01-01",
                    RequestBody.create(
                            "{\"model\":\"" + model + "\",\"prompt\":\"a cat\",\"n\":1,\"size\":\"512x512\"}", JSON));
            assertEquals(200, drawn.status(), drawn::body);
            String url = drawn.json().path("data").path(0).path("url").asText();
            Request fetch = new Request.Builder()
                    .url(url)
                    .headers(Headers.of(OPEN_WEBUI))
                    .build();
            try (Response picture = rig.caller().newCall(fetch).execute()) {
                assertEquals("image/png", picture.header("content-type"));
            }
        }
        Reply bytes = send(
                rig,
                "/v1/images/generations",
                RequestBody.create(
                        "{\"model\":\"imagen-4\",\"prompt\":\"a cat\",\"n\":2,\"size\":\"1024x1024\",\"response_format\":\"b64_json\"}",
                        JSON));
        assertEquals(2, bytes.json().path("data").size(), bytes::body);
        bytes.json().path("data").forEach(ChatProgramsMediaIT::assertBytesAlone);
    }

    @GatewayTest(transport = Transport.H1)
    void openWebUiChangesOnePictureAndSeveral(Rig rig) {
        for (String name : new String[] {"image", "image[]"}) {
            MultipartBody.Builder form = new MultipartBody.Builder()
                    .setType(MultipartBody.FORM)
                    .addFormDataPart("model", "gpt-image-1.5")
                    .addFormDataPart("prompt", "with a hat")
                    .addFormDataPart("n", "1")
                    .addFormDataPart("size", "1024x1024")
                    .addFormDataPart("background", "auto");
            for (int i = 0; i < (name.equals("image") ? 1 : 2); i++) {
                form.addFormDataPart(name, "7b1c.png", png());
            }
            Reply edited = send(rig, "/v1/images/edits", form.build());
            assertEquals(200, edited.status(), edited::body);
            assertTrue(edited.json().path("data").path(0).hasNonNull("url"), edited::body);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void openWebUiSpeaksAndListens(Rig rig) {
        Reply spoken = send(
                rig,
                "/v1/audio/speech",
                RequestBody.create("{\"input\":\"Hello.\",\"model\":\"sonic-3.0\",\"voice\":\"alloy\"}", JSON));
        assertEquals(200, spoken.status(), spoken::body);
        assertEquals("audio/mpeg", spoken.header("content-type"));
        Reply heard = send(
                rig,
                "/v1/audio/transcriptions",
                new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("model", "whisper-v3-large-t")
                        .addFormDataPart("language", "en")
                        .addFormDataPart(
                                "file",
                                "7b1c.mp3",
                                RequestBody.create(SampleSound.of("mp3", "hello"), MediaType.get("audio/mpeg")))
                        .build());
        assertEquals(200, heard.status(), heard::body);
        assertTrue(heard.json().path("text").asText().contains("7b1c.mp3"), heard::body);
    }

    /** Its tool reads the bytes of the first picture, and that for dall-e-3 the address. */
    @GatewayTest(transport = Transport.H1)
    void libreChatDrawsWithItsTools(Rig rig) {
        Reply drawn = send(
                rig,
                "/v1/images/generations",
                RequestBody.create(
                        "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"n\":1,\"background\":\"auto\",\"output_format\":\"png\","
                                + "\"quality\":\"auto\",\"size\":\"auto\"}",
                        JSON));
        assertEquals(200, drawn.status(), drawn::body);
        assertTrue(drawn.json().path("data").path(0).hasNonNull("b64_json"), drawn::body);
        Reply dall = send(
                rig,
                "/v1/images/generations",
                RequestBody.create(
                        "{\"model\":\"dall-e-3\",\"quality\":\"standard\",\"style\":\"vivid\",\"size\":\"1024x1024\",\"prompt\":\"a cat\",\"n\":1}",
                        JSON));
        assertEquals(200, dall.status(), dall::body);
        assertTrue(dall.json().path("data").path(0).hasNonNull("url"), dall::body);
        Reply edited = send(
                rig,
                "/v1/images/edits",
                new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("model", "gpt-image-1")
                        .addFormDataPart("prompt", "with a hat")
                        .addFormDataPart("quality", "auto")
                        .addFormDataPart("size", "auto")
                        .addFormDataPart("image[]", "cat.png", png())
                        .build());
        assertEquals(200, edited.status(), edited::body);
        assertTrue(edited.json().path("data").path(0).hasNonNull("b64_json"), edited::body);
    }

    /** Both ask bots of pictures and of videos in chats as well, as streams with the earlier messages beside. */
    @GatewayTest(transport = Transport.H1)
    void picturesAndVideosComeInChatsAsTheirAddresses(Rig rig) {
        for (String model : new String[] {"gpt-image-1", "sora-2"}) {
            Reply streamed = send(
                    rig,
                    "/v1/chat/completions",
                    RequestBody.create(
                            "{\"stream\":true,\"model\":\"" + model
                                    + "\",\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"a dog\"},"
                                    + "{\"role\":\"assistant\",\"content\":\"![a dog](https://pfst.cf2.poecdn.net/base/image/0)\"},"
                                    + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"now a cat\"}]}]}",
                            JSON));
            assertEquals(200, streamed.status(), streamed::body);
            assertTrue(streamed.body().contains("/base/"), streamed::body);
            assertTrue(streamed.body().endsWith("data: [DONE]\n\n"), streamed::body);
        }
    }

    private static RequestBody png() {
        return RequestBody.create(SamplePicture.png("a cat"), MediaType.get("image/png"));
    }

    private static void assertBytesAlone(JsonNode picture) {
        assertTrue(picture.hasNonNull("b64_json") && !picture.has("url"), picture::toString);
    }

    private static Reply send(Rig rig, String path, RequestBody body) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + path)
                        .headers(Headers.of(OPEN_WEBUI))
                        .post(body)
                        .build()));
    }
}
