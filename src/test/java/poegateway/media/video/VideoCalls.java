package poegateway.media.video;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;

/** What a client of videos does. */
final class VideoCalls {
    static final String PATH = "/v1/videos";
    static final String CHAT = "/v1/chat/completions";

    private VideoCalls() {}

    /** A video of a cat; {@code options} begin with a comma. */
    static Reply request(Rig rig, String options) {
        return request(rig, options, Map.of());
    }

    static Reply request(Rig rig, String options, Map<String, String> headers) {
        String body = "{\"model\":\"sora-2\",\"prompt\":\"a cat\"" + options + "}";
        return send(rig, RequestBody.create(body, MediaType.get("application/json")), headers);
    }

    static Reply send(Rig rig, RequestBody body, Map<String, String> headers) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + PATH)
                        .headers(Headers.of(headers))
                        .post(body)
                        .build()));
    }

    static String id(Reply reply) {
        return reply.json().path("id").asText();
    }

    static Reply get(Rig rig, String id) {
        return rig.get(PATH + "/" + id);
    }

    static Reply delete(Rig rig, String id) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + PATH + "/" + id)
                        .delete()
                        .build()));
    }

    /** The video once it will not change any more. */
    static Reply ended(Rig rig, String id) {
        rig.until(
                () -> !List.of("queued", "in_progress")
                        .contains(get(rig, id).json().path("status").asText()),
                () -> get(rig, id).body());
        return get(rig, id);
    }

    static Request.Builder content(Rig rig, String id) {
        return new Request.Builder().url(rig.gateway().url() + PATH + "/" + id + "/content");
    }

    /** The content as text, for what is an error or small. */
    static Reply readContent(Rig rig, String id, Map<String, String> headers) {
        return rig.read(rig.caller()
                .newCall(content(rig, id).headers(Headers.of(headers)).build()));
    }

    /** A whole reply of a model that says this once the gate opens. */
    static Script answer(String text, CountDownLatch gate) {
        String json =
                "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"sora-2\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                        + "\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":0,\"total_tokens\":3}}";
        Pause pause = gate::await;
        return new Script(
                200,
                Map.of("content-type", "application/json"),
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(json.getBytes(StandardCharsets.UTF_8), pause)),
                Mishap.NONE);
    }

    /** Where the simulator keeps what it is told that models made. */
    static String link(Rig rig, String name) {
        URI base = rig.poe().baseUri();
        return base.getScheme() + "://" + base.getRawAuthority() + "/base/video/" + name;
    }
}
