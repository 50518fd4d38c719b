package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.QueuedScript;
import poegateway.simulator.script.Script;

class ScriptJsonTest {
    private final List<Duration> slept = new ArrayList<>();
    private final ScriptJson scripts = new ScriptJson(slept::add, SimulatorFixture.responder());

    private List<QueuedScript> queued(String json) {
        return scripts.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private List<Script> read(String json) {
        return queued(json).stream().map(QueuedScript::script).toList();
    }

    private Script one(String json) {
        return read(json).getFirst();
    }

    @Test
    void theLongFormSaysEverything() throws InterruptedException {
        Script script = one("""
                {"status":201,"headers":{"X-One":"1"},"framing":"content_length",
                 "pieces":[{"text":"data: a\\n\\n","delay_ms":20},{"base64":"/w=="},"plain"],
                 "mishap":{"type":"reset_mid_body","after_pieces":1}}""");
        script.pieces().getFirst().before().await();

        assertEquals(201, script.status());
        assertEquals("1", script.headers().get("x-one"));
        assertEquals(Script.Framing.CONTENT_LENGTH, script.framing());
        assertEquals(List.of(Duration.ofMillis(20)), slept);
        assertEquals((byte) 0xFF, script.pieces().get(1).bytes()[0]);
        assertEquals("plain", new String(script.pieces().get(2).bytes(), StandardCharsets.UTF_8));
        assertEquals(new Mishap.ResetMidBody(1), script.mishap());
    }

    @Test
    void theShortFormsAreFilledIn() {
        Script json = one("{\"json\":{\"a\":[1,1.50]},\"status\":418}");
        Script events = one("{\"events\":[{\"a\":1},\"raw\"],\"done\":true}");

        assertEquals("{\"a\":[1,1.50]}", SimulatorFixture.text(json));
        assertEquals(418, json.status());
        assertEquals("application/json", json.headers().get("content-type"));
        assertEquals("data: {\"a\":1}\n\ndata: raw\n\ndata: [DONE]\n\n", SimulatorFixture.text(events));
        assertEquals("text/event-stream; charset=utf-8", events.headers().get("content-type"));
    }

    @Test
    void aModelAnswersAsItWould() {
        assertEquals(429, one("{\"model\":\"error-429\"}").status());
        assertTrue(SimulatorFixture.text(one("{\"model\":\"gpt-4o\",\"stream\":true}"))
                .endsWith("data: [DONE]\n\n"));
        assertEquals(
                new Mishap.GoAway(),
                one("{\"model\":\"gpt-4o\",\"mishap\":{\"type\":\"go_away\"}}").mishap());
    }

    @Test
    void anArrayIsReadInOrder() {
        List<Script> read = read("[{\"model\":\"error-429\"},{\"json\":{}},{\"model\":\"error-500\"}]");

        assertEquals(List.of(429, 200, 500), read.stream().map(Script::status).toList());
    }

    @Test
    void eachScriptMayNameThePathItWaitsFor() {
        List<QueuedScript> read =
                queued("[{\"path\":\"/bot/GPT-4o\",\"json\":{}},{\"path\":\"*\",\"json\":{}},{\"json\":{}}]");

        assertEquals(
                List.of("/bot/GPT-4o", QueuedScript.ANY_PATH, QueuedScript.ANY_PATH),
                read.stream().map(QueuedScript::path).toList());
    }

    @Test
    void theExampleInTheDocumentCanBeSent() throws IOException {
        String document = Files.readString(Path.of("docs/simulator.md"));
        int start = document.indexOf("-d '[") + "-d '".length();
        List<Script> read = read(document.substring(start, document.indexOf("]'", start) + 1));

        assertEquals(3, read.size());
        assertEquals(new Mishap.ResetMidBody(1), read.getLast().mishap());
    }

    @Test
    void everyMishapHasAWord() {
        Set<Class<?>> made = new HashSet<>();
        for (String type : MishapJson.types()) {
            made.add(MishapJson.read(SimulatorFixture.json("{\"type\":\"" + type + "\"}"))
                    .getClass());
        }
        Set<String> words = new TreeSet<>();
        for (Class<?> mishap : Mishap.class.getPermittedSubclasses()) {
            if (mishap == Mishap.LateHead.class) {
                continue; // it waits for a gate, for which JSON has no word
            }
            words.add(mishap.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT));
            assertTrue(made.contains(mishap), mishap::getSimpleName);
        }
        assertEquals(words, new TreeSet<>(MishapJson.types()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | The body is not JSON: ",
                "7 | Send one script as a JSON object",
                "[] | Send one script as a JSON object",
                "[5] | A script must be a JSON object, not number.",
                "{} | A script must have exactly one of [events, json, model, pieces]; this one has [].",
                "{\"json\":1,\"model\":\"m\"} | A script must have exactly one of [events, json, model, pieces]; this one has",
                "{\"json\":1,\"json\":2} | The body is not JSON: Duplicate field 'json'",
                "{\"json\":1,\"stauts\":2} | A script with \"json\" has no key \"stauts\"; it may have [delay_ms,",
                "{\"json\":1,\"done\":true} | A script with \"json\" has no key \"done\"",
                "{\"json\":1,\"status\":99} | \"status\" must be a whole number from 200 to 599, not 99.",
                "{\"json\":1,\"framing\":\"h2\"} | \"framing\" must be \"chunked\", \"content_length\" or \"until_close\"",
                "{\"json\":1,\"delay_ms\":-1} | \"delay_ms\" must be a whole number from 0 to 600000, not -1.",
                "{\"json\":1,\"headers\":{\"a\":5}} | \"a\" must be a string, not 5.",
                "{\"json\":1,\"headers\":{\"a\":\"b\\r\\nc\"}} | \"a\" cannot be sent as a header",
                "{\"json\":1,\"mishap\":{\"type\":\"boom\"}} | There is no mishap \"boom\"; there are [bad_chunk_size,",
                "{\"json\":1,\"mishap\":{\"type\":\"drip\",\"after\":1}} | The mishap \"drip\" has no key \"after\"",
                "{\"json\":1,\"mishap\":{\"type\":\"drip\",\"pause_ms\":-2}} | \"pause_ms\" must be a whole number",
                "{\"pieces\":[{}]} | A piece must have either \"text\" or \"base64\".",
                "{\"pieces\":[{\"base64\":\"%\"}]} | \"base64\" is no base64",
                "{\"pieces\":{}} | \"pieces\" must be an array of at most 10000.",
                "{\"json\":1,\"path\":5} | \"path\" must be a string, not 5.",
                "{\"json\":1,\"path\":\"\"} | A script waits for a path below /v1/, /bot/, /poe_api/, /usage/ or /base/, without",
                "{\"json\":1,\"token\":5} | \"token\" must be a string, not 5.",
                "{\"json\":1,\"token\":\"a b\"} | \"token\" must have 4 to 128 characters",
                "{\"model\":\"nope\"} | There is no model named \"nope\"."
            })
    void whatIsWrongIsSaid(String json, String sentence) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> read(json));

        assertTrue(String.valueOf(thrown.getMessage()).startsWith(sentence), thrown::getMessage);
    }
}
