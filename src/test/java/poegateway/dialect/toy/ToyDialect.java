package poegateway.dialect.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.Headers;
import poegateway.core.failure.Failure;
import poegateway.front.Surface;
import poegateway.rig.ChatDialect;
import poegateway.rig.Reply;
import poegateway.rig.SpokenError;
import poegateway.rig.TestDialect;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** The dialect of {@link ToyFormat}, as its callers and its Poe speak it. */
public final class ToyDialect implements TestDialect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORD = "event: word\ndata: ";
    private static final String END = "event: end\ndata: ";
    private static final String TROUBLE = "event: trouble\ndata: ";

    @Override
    public List<Surface.Factory> surfaces() {
        return List.of(ToyFormat::surface);
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public String path() {
        return "/toy/talk";
    }

    @Override
    public String pathAtPoe() {
        return "/v1/talk";
    }

    @Override
    public String body(String model, boolean stream, String question) {
        return "{\"bot\":\"" + model + "\",\"live\":" + stream + ",\"ask\":\"" + question + "\"}";
    }

    @Override
    public Headers key(String key) {
        return Headers.of("x-api-key", key);
    }

    @Override
    public Script whole(String text) {
        return Scripts.json(200, "{\"bot\":\"m\",\"said\":\"" + text + "\",\"words\":1}");
    }

    @Override
    public List<String> events(String... pieces) {
        return Arrays.stream(pieces).map(piece -> WORD + '"' + piece + "\"\n\n").toList();
    }

    @Override
    public String end() {
        return END + "1\n\n";
    }

    @Override
    public String endMark() {
        return END;
    }

    @Override
    public String failing(int status, String type) {
        return TROUBLE + ChatDialect.poeError(status, type) + "\n\n";
    }

    @Override
    public List<String> pieces(Reply reply) {
        return reply.frames().stream()
                .filter(frame -> frame.startsWith(WORD))
                .map(frame -> read(frame.substring(WORD.length())).textValue())
                .toList();
    }

    @Override
    public String wholeText(Reply reply) {
        return reply.json().path("said").asText();
    }

    @Override
    public boolean ended(Reply reply) {
        return isStream(reply)
                ? reply.frames().getLast().startsWith(END)
                : reply.json().has("said");
    }

    @Override
    public boolean showsEnd(Reply reply) {
        return reply.body().contains(END);
    }

    @Override
    public SpokenError error(Reply reply) {
        return isStream(reply) ? lastEvent(reply) : answer(reply);
    }

    @Override
    public String kind(Failure.Kind kind) {
        return kind.name();
    }

    @Override
    public long errors(Reply reply) {
        return reply.frames().stream()
                .filter(frame -> frame.startsWith(TROUBLE))
                .count();
    }

    private static SpokenError answer(Reply reply) {
        JsonNode error = reply.json();
        List<String> keys = new ArrayList<>();
        error.fieldNames().forEachRemaining(keys::add);
        assertEquals(List.of("trouble", "sort", "because"), keys, reply::body);
        return spoken(error, "trouble");
    }

    private static SpokenError lastEvent(Reply reply) {
        String last = reply.frames().getLast();
        if (!last.startsWith(TROUBLE)) {
            throw new AssertionError("no error at the end of " + reply.body());
        }
        JsonNode error = read(last.substring(TROUBLE.length()));
        return spoken(error, "code");
    }

    private static SpokenError spoken(JsonNode error, String code) {
        return new SpokenError(
                error.path("sort").asText(),
                error.path(code).asText(),
                error.path("because").asText());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + json, broken);
        }
    }

    @Override
    public String toString() {
        return "toy";
    }
}
