package poegateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.wire.Arrival;

/** Somebody who talks within sessions, with one key or none. */
final class Talk {
    static final String HEADER = "x-poe-gateway-session";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rig rig;
    private final String base;
    private final String key;

    private Talk(Rig rig, String base, String key) {
        this.rig = rig;
        this.base = base;
        this.key = key;
    }

    static Talk with(Rig rig) {
        return new Talk(rig, rig.gateway().url().toString(), "");
    }

    /** The same at another gateway, with a key. */
    static Talk with(Rig rig, String base, String key) {
        return new Talk(rig, base, key);
    }

    /** One turn of the session that is named so; none where the name is empty. */
    Reply turn(Speech speech, String session, String model, boolean stream, String messages) {
        return rig.read(call(speech.path(), session, speech.body(model, stream, messages)));
    }

    /** One turn in a chat that says these words. */
    Reply say(String session, String words) {
        return turn(Speech.CHAT, session, "GPT-5.2", false, Speech.CHAT.user(words));
    }

    Call call(String path, String session, String json) {
        Request.Builder request = request(path).post(RequestBody.create(json, MediaType.get("application/json")));
        if (!session.isEmpty()) {
            request.header(HEADER, session);
        }
        return rig.caller().newCall(request.build());
    }

    Reply get(String path) {
        return rig.read(rig.caller().newCall(request(path).build()));
    }

    Reply delete(String path) {
        return rig.read(rig.caller().newCall(request(path).delete().build()));
    }

    Reply post(String path, String json) {
        return rig.read(call(path, "", json));
    }

    private Request.Builder request(String path) {
        Request.Builder request = new Request.Builder().url(base + path);
        return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
    }

    /** What Poe was asked, oldest first. */
    List<JsonNode> asked() {
        return rig.poe().arrivals().stream().map(Talk::body).toList();
    }

    private static JsonNode body(Arrival arrival) {
        try {
            return JSON.readTree(arrival.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }

    static String session(Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        return reply.header(HEADER);
    }
}
