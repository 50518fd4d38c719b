package poegateway.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Every form in which Poe's media bots were seen to answer a chat, and all recordings where {@code poe.recordings} names their folder. */
class RecordedMediaIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT = "/v1/chat/completions";
    private static final String HASH = "e1c9a1eacb56eda16414ed9b4d2d654a9106c5a9440474c831e81b5d1d866b49";
    private static final String PICTURE = "https://pfst.cf2.poecdn.net/base/image/" + HASH + "?w=1024&h=1024";
    private static final String VIDEO = "https://pfst.cf2.poecdn.net/base/video/" + HASH;
    private static final String SOUND = "https://pfst.cf2.poecdn.net/base/audio/" + HASH;
    private static final String AZURE = "https://oaidalleapiprodscus.blob.core.windows.net/private/org-1/img-2.png"
            + "?st=2026-03-19T11%3A00%3A00Z&sig=a%2Bb%3D";
    private static final Pattern ADDRESS = Pattern.compile("https://pfst[^\\s)]+");

    @GatewayTest(transport = Transport.H1)
    void everyFormOfAPictureGivesItsAddressOnce(Rig rig) throws IOException {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("![a cat.png](" + PICTURE + ")\n\n" + PICTURE, PICTURE);
        forms.put("![a cat_image_1](" + PICTURE + ")\n\n\n" + PICTURE, PICTURE);
        forms.put("![a [cat] (two)](" + AZURE + ")", AZURE);
        forms.put(PICTURE, PICTURE);
        recorded("/base/image/").forEach(text -> forms.put(text, first(text)));
        for (Map.Entry<String, String> form : forms.entrySet()) {
            rig.poe().enqueue(CHAT, Scripts.json(200, reply(form.getKey())));
            Reply reply = rig.post(
                    "/v1/images/generations",
                    "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"response_format\":\"url\"}");
            assertEquals(200, reply.status(), reply::body);
            assertEquals(1, reply.json().path("data").size(), form::getKey);
            assertEquals(
                    form.getValue(),
                    reply.json().path("data").path(0).path("url").asText());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyFormOfAVideoIsAVideo(Rig rig) throws IOException {
        List<String> forms = new ArrayList<>(List.of(VIDEO, VIDEO + "\n", "![a cat.mp4](" + VIDEO + ")\n\n" + VIDEO));
        forms.addAll(recorded("/base/video/"));
        for (String form : forms) {
            rig.poe().enqueue(CHAT, Scripts.json(200, reply(form)));
            String id = rig.post("/v1/videos", "{\"model\":\"sora-2\",\"prompt\":\"a cat\"}")
                    .json()
                    .path("id")
                    .asText();
            rig.until(() -> !status(rig, id).matches("queued|in_progress"), () -> status(rig, id));
            assertEquals("completed", status(rig, id), form);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyFormOfSoundIsFetchedFromItsAddress(Rig rig) throws IOException {
        List<String> forms = new ArrayList<>(List.of(SOUND, SOUND + "\n"));
        forms.addAll(recorded("/base/audio/"));
        for (String form : forms) {
            rig.poe().enqueue(CHAT, Scripts.json(200, reply(form.replace("https://pfst.cf2.poecdn.net", base(rig)))));
            Reply reply =
                    rig.post("/v1/audio/speech", "{\"model\":\"sonic-3.0\",\"input\":\"hi\",\"voice\":\"alloy\"}");
            assertEquals(200, reply.status(), reply::body);
            assertEquals("audio/mpeg", reply.header("content-type"));
        }
    }

    /** A picture bot that was asked a question, as was recorded: no picture, and its words are told. */
    @GatewayTest(transport = Transport.H1)
    void wordsAreAnErrorThatHasThem(Rig rig) {
        rig.poe().enqueue(CHAT, Scripts.json(200, reply("Hello to you!")));
        Reply reply = rig.post("/v1/images/generations", "{\"model\":\"nano-banana\",\"prompt\":\"a cat\"}");
        assertEquals(400, reply.status(), reply::body);
        assertEquals("image_generation_failed", reply.errorCode());
        assertTrue(reply.errorMessage().contains("Hello to you!"), reply::body);
    }

    private static String status(Rig rig, String id) {
        return rig.get("/v1/videos/" + id).json().path("status").asText();
    }

    private static String base(Rig rig) {
        return "http://" + rig.poe().baseUri().getRawAuthority();
    }

    private static String first(String text) {
        return ADDRESS.matcher(text).results().findFirst().orElseThrow().group();
    }

    private static String reply(String content) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "some-bot")
                .set(
                        "choices",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode()
                                        .put("index", 0)
                                        .put("finish_reason", "stop")
                                        .set(
                                                "message",
                                                JSON.createObjectNode()
                                                        .put("role", "assistant")
                                                        .put("content", content))))
                .toString();
    }

    /** What bots said in the recordings that hold such an address. */
    private static List<String> recorded(String kind) throws IOException {
        String folder = System.getProperty("poe.recordings", "");
        if (folder.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.sorted().toList()) {
                JsonNode said = JSON.readTree(file.toFile())
                        .path("response")
                        .path("body")
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content");
                if (said.asText().contains(kind)) {
                    texts.add(said.asText());
                }
            }
        }
        assertFalse(kind.equals("/base/image/") && texts.isEmpty(), "no picture was recorded in " + folder);
        return texts;
    }
}
