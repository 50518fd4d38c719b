package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** What bots of Poe's were recorded to answer, as callers of the image interface get it. */
class RecordedPicturesIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String KEPT = "https://pfst.cf2.poecdn.net/base/";
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*]\\(([^)]+)\\)");

    @GatewayTest(transport = Transport.H1)
    void everyRecordedAnswerIsAPictureOrItsWords(Rig rig) {
        for (PoeReplyFile recorded : PoeReplyFile.answers()) {
            String content = recorded.body()
                    .path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .asText("");
            Reply reply = answered(rig, recorded.body().toString());
            Matcher picture = PICTURE.matcher(content);
            if (picture.find()) {
                assertEquals(200, reply.status(), recorded.name());
                assertEquals(1, reply.json().path("data").size(), recorded.name());
                assertEquals(
                        picture.group(1),
                        reply.json().path("data").path(0).path("url").asText());
            } else {
                assertTrue(reply.status() == 400 || reply.status() == 502, recorded.name() + ": " + reply.body());
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void everyFormOfAPictureIsKnown(Rig rig) {
        String blob = "https://oaidalleapiprodscus.blob.core.windows.net/private/img-1.png?sig=a%2Bb&se=1";
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("![a cat](" + blob + ")", blob);
        forms.put("![a [striped] (big) cat.png](" + KEPT + "image/1)", KEPT + "image/1");
        forms.put("Here it is:\\n\\n" + KEPT + "image/1?w=1024&h=1024\\n", KEPT + "image/1?w=1024&h=1024");
        forms.put("![one](" + KEPT + "image/1)\\n![two](" + KEPT + "image/2)", KEPT + "image/1," + KEPT + "image/2");
        forms.put(KEPT + "video/1", "image_generation_failed");
        forms.put(KEPT + "audio/1", "image_generation_failed");
        forms.put("See https://example.com/cat.png", "image_generation_failed");
        forms.put("https://example.com/cat.png", "image_generation_failed");
        forms.put("", "image_generation_failed");
        forms.forEach((content, expected) -> {
            Reply reply = answered(
                    rig,
                    "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                            + "\"message\":{\"role\":\"assistant\",\"content\":\"" + content
                            + "\"},\"finish_reason\":\"stop\"}]}");
            String urls = String.join(",", reply.json().path("data").findValuesAsText("url"));
            assertEquals(expected, reply.status() == 200 ? urls : reply.errorCode(), content);
        });
    }

    private static Reply answered(Rig rig, String body) {
        rig.poe().enqueue(CHAT, Scripts.json(200, body));
        return rig.post(
                "/v1/images/generations",
                "{\"model\":\"gpt-image-1.5\",\"prompt\":\"a cat\",\"response_format\":\"url\"}");
    }
}
