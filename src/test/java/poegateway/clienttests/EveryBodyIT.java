package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import poegateway.dialect.chat.Schemas;
import poegateway.openapi.OpenApiDocument;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/**
 * Whatever Poe does, good or bad, only valid OpenAI leaves the gateway: each whole body, each event of a stream and each
 * error, by our schemas and by those of openapi.yaml.
 */
class EveryBodyIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODELS = Path.of("docs", "simulator.md");
    private static final Pattern MODEL_ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| .* \\|$");
    /** They give no whole answer in the time of a test. */
    private static final Set<String> ENDLESS =
            Set.of("silent", "endless", "flood", "mishap-hang-before-head", "mishap-hang-mid-body");

    private static final List<String> ORDINARY =
            List.of("Claude-Sonnet-4.6", "gpt-5.4", "o3-mini", "gemini-2.5-pro", "GPT-Image-1", "no-such-model");

    private OpenApiDocument document;

    @BeforeEach
    void readTheDocument() throws IOException {
        document = OpenApiDocument.ofTheProject();
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void everyBodyIsValidWhateverPoeDoes(Rig rig) throws IOException {
        List<String> models = faultyModels();
        assertTrue(models.size() > 100, () -> "only " + models.size() + " models in " + MODELS);
        models.addAll(ORDINARY);
        for (String model : models) {
            for (boolean stream : List.of(false, true)) {
                assertValid(rig.chat(model, stream), model + (stream ? ", streamed" : ", whole"));
            }
        }
    }

    @GatewayTest
    void everyModelIsValid(Rig rig) {
        Reply list = rig.get("/v1/models");
        assertEquals(List.of(), document.faults("ModelList", list.json()));
        list.json()
                .path("data")
                .forEach(model ->
                        assertTrue(model.path("created").asLong() < 10_000_000_000L, () -> "not in seconds: " + model));
    }

    private void assertValid(Reply reply, String what) throws JsonProcessingException {
        if (reply.status() != 200) {
            assertEquals(List.of(), Schemas.ERROR.faults(reply.body()), what);
            assertEquals(List.of(), document.faults("Error", reply.json()), what);
        } else if (String.valueOf(reply.headers().get("content-type")).startsWith("text/event-stream")) {
            assertValidStream(reply, what);
        } else {
            assertEquals(List.of(), Schemas.COMPLETION.faults(reply.body()), what);
            assertEquals(List.of(), document.faults("ChatCompletion", reply.json()), what);
        }
    }

    /** Chunks, then either the end or one error; no field of an event but its data. */
    private void assertValidStream(Reply reply, String what) throws JsonProcessingException {
        List<String> events = reply.events();
        assertEquals(reply.body(), "data: " + String.join("\n\ndata: ", events) + "\n\n", what);
        String last = events.getLast();
        if (!last.equals("[DONE]")) {
            assertEquals(List.of(), Schemas.ERROR.faults(last), what);
            assertEquals(List.of(), document.faults("Error", JSON.readTree(last)), what);
        }
        for (String event : events.subList(0, events.size() - 1)) {
            assertEquals(List.of(), Schemas.CHUNK.faults(event), what);
            assertEquals(List.of(), document.faults("ChatCompletionChunk", JSON.readTree(event)), what);
        }
    }

    private static List<String> faultyModels() throws IOException {
        List<String> models = new ArrayList<>();
        Matcher rows = MODEL_ROW.matcher(Files.readString(MODELS));
        while (rows.find()) {
            models.add(rows.group(1));
        }
        assertFalse(models.isEmpty());
        models.removeAll(ENDLESS);
        return models;
    }
}
