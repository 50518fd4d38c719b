package poegateway.simulator.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import poegateway.simulator.PoeResponder;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.script.Script;

class ChatReplyFormatTest {
    private static final Manner EXACT = new Manner(Duration.ZERO, 5, true, false, Manner.Shape.LEGACY);

    private final PoeResponder responder = SimulatorFixture.responder();

    private static JsonNode message(JsonNode reply) {
        return reply.path("choices").path(0).path("message");
    }

    private static Script ask(Manner manner, String model, boolean stream, String more) {
        return SimulatorFixture.ask(SimulatorFixture.responder(manner), model, stream, more);
    }

    @ParameterizedTest
    @CsvSource({
        "legacy-text, LEGACY, gpt-4o, false, false",
        "legacy-reasoning, LEGACY, grok-3-mini, false, false",
        "legacy-tools, LEGACY, gpt-4o, true, false",
        "legacy-google-tools, LEGACY, gemini-2.5-pro, true, false",
        "legacy-detailed-usage, LEGACY, gpt-4o, false, true",
        "pass-through-text, PASS_THROUGH, gpt-4.1, false, false",
        "pass-through-tools, PASS_THROUGH, gpt-4.1, true, false"
    })
    void aReplyHasExactlyTheKeysOfItsShape(
            String shape, Manner.Shape wanted, String model, boolean tools, boolean exact) {
        var manner = new Manner(Duration.ZERO, 5, exact, false, wanted);
        JsonNode reply = SimulatorFixture.json(ask(manner, model, false, tools ? SimulatorFixture.TOOLS : ""));
        JsonNode standIn = SimulatorFixture.shape(shape);

        assertEquals(SimulatorFixture.keys(standIn), SimulatorFixture.keys(reply));
        assertEquals(standIn.at("/choices/0/finish_reason"), reply.at("/choices/0/finish_reason"));
    }

    @Test
    void aReplySaysThatItIsSimulatedAndQuotesTheUser() {
        JsonNode reply = SimulatorFixture.json(SimulatorFixture.ask(responder, "Claude-Sonnet-4.6", false, ""));

        assertEquals(
                "This is a simulated answer in the name of Claude-Sonnet-4.6; no model was asked. You wrote: hello",
                message(reply).path("content").asText());
        assertEquals("Claude-Sonnet-4.6", reply.path("model").asText());
        assertEquals(
                SimulatorFixture.NOW.getEpochSecond(), reply.path("created").asLong());
        assertTrue(reply.path("id").asText().matches("chatcmpl-[0-9a-f]{24}"));
    }

    @ParameterizedTest
    @EnumSource(Manner.Shape.class)
    void aStreamPutTogetherIsTheWholeReply(Manner.Shape shape) {
        for (int chars = 1; chars < 40; chars += 6) {
            var manner = new Manner(Duration.ZERO, chars, false, false, shape);
            for (String userText : List.of("hello", "caf\u00e9 \uD83D\uDC27\uD83D\uDC27 \\\"quoted\\\"\\n", "")) {
                String effort = "\"reasoning_effort\":\"high\"";
                Script whole = SimulatorFixture.chat(
                        SimulatorFixture.responder(manner),
                        SimulatorFixture.request("gemini-2.5-pro", userText, false, effort));
                Script stream = SimulatorFixture.chat(
                        SimulatorFixture.responder(manner),
                        SimulatorFixture.request("gemini-2.5-pro", userText, true, effort));
                JsonNode message = message(SimulatorFixture.json(whole));
                assertEquals(message.path("content").asText(), SimulatorFixture.joined(stream, "content"));
                assertEquals(message.path("reasoning").asText(), SimulatorFixture.joined(stream, "reasoning"));
                assertEquals(message.path("reasoning").asText(), SimulatorFixture.joined(stream, "reasoning_content"));
                assertFalse(message.path("reasoning").asText().isEmpty());
            }
        }
    }

    @Test
    void aStreamKeepsToTheGrammar() {
        Script script = SimulatorFixture.ask(responder, "gpt-4o", true, "\"stream_options\":{\"include_usage\":true}");
        List<JsonNode> chunks = SimulatorFixture.chunks(script);

        assertEquals("[DONE]", SimulatorFixture.payloads(script).getLast());
        assertEquals("assistant", chunks.getFirst().at("/choices/0/delta/role").asText());
        assertEquals(
                "stop",
                chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText());
        assertTrue(chunks.getLast().path("choices").isEmpty());
        assertTrue(chunks.getLast().path("usage").path("total_tokens").asLong() > 0);
        for (JsonNode chunk : chunks) {
            assertEquals("chat.completion.chunk", chunk.path("object").asText());
            assertEquals(chunks.getFirst().path("id"), chunk.path("id"));
        }
        assertEquals("text/event-stream; charset=utf-8", script.headers().get("content-type"));
    }

    @Test
    void withoutAskingAStreamTellsNoUsage() {
        assertFalse(SimulatorFixture.text(SimulatorFixture.ask(responder, "gpt-4o", true, ""))
                .contains("\"usage\""));
    }

    @Test
    void usageIsEstimatedUnlessItIsToBeExact() {
        JsonNode estimated = SimulatorFixture.json(ask(Manner.PROMPT, "gpt-4o", false, SimulatorFixture.TOOLS))
                .path("usage");
        JsonNode exact = SimulatorFixture.json(ask(EXACT, "gpt-4o", false, SimulatorFixture.TOOLS))
                .path("usage");

        assertEquals("{\"prompt_tokens\":2,\"completion_tokens\":11,\"total_tokens\":13}", estimated.toString());
        assertTrue(exact.path("prompt_tokens").asLong() > 30, exact::toString);
        assertTrue(exact.path("completion_tokens").asLong() > 0, exact::toString);
    }

    @Test
    void thoughtsCountOnlyWhereUsageIsExact() {
        JsonNode exact =
                SimulatorFixture.json(ask(EXACT, "grok-3-mini", false, "")).path("usage");

        assertTrue(exact.at("/completion_tokens_details/reasoning_tokens").asLong() > 0, exact::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-1, 'aspect\":\"3:2\"', w=1536&h=1024",
        "gpt-image-1, 'aspect\":\"2:3\"', w=1024&h=1536",
        "gpt-image-1, 'size\":\"512x512\"', w=1024&h=1024",
        "imagen-4, 'aspect_ratio\":\"16:9\"', w=1820&h=1024",
        "imagen-4, 'aspect\":\"16:9\"', w=1024&h=1024",
        "hunyuan-image-3, 'size\":\"768x1024\"', w=768&h=1024",
        "qwen-image, 'size\":\"1280*720\"', w=1280&h=720",
        "flux-schnell-di, 'width\":640,\"height\":480', w=640&h=480",
        "gpt-image-1, 'aspect\":\"0:0\"', w=1024&h=1024",
        "gpt-image-1, 'aspect\":[1]', w=1024&h=1024"
    })
    void aPictureHasTheSizeThatItsModelHasAParameterFor(String model, String wish, String size) {
        String content = message(SimulatorFixture.json(SimulatorFixture.ask(responder, model, false, "\"" + wish)))
                .path("content")
                .asText();

        assertTrue(content.contains("?" + size + ")"), content);
    }

    @ParameterizedTest
    @CsvSource({
        "Imagen-4-Ultra, image, '!\\[hello_image_1]\\((URL)\\?w=1024&h=1024\\)\n\n\nURL\\?w=1024&h=1024'",
        "gpt-image-1, image, '!\\[hello.png]\\((URL)\\?w=1024&h=1024\\)\n\nURL\\?w=1024&h=1024'",
        "dall-e-3, image, '!\\[hello]\\((URL)\\?w=1024&h=1024\\)'",
        "sora-2, video, URL",
        "elevenlabs-v3, audio, URL"
    })
    void mediaModelsAnswerWithAUrl(String model, String kind, String pattern) {
        String url = "https://pfst\\.cf2\\.poecdn\\.net/base/" + kind + "/[0-9a-f]{64}";
        String content = message(SimulatorFixture.json(SimulatorFixture.ask(responder, model, false, "")))
                .path("content")
                .asText();

        assertTrue(content.matches(pattern.replace("URL", url)), content);
        assertEquals(content, SimulatorFixture.joined(SimulatorFixture.ask(responder, model, true, ""), "content"));
    }

    @Test
    void aStreamIsPacedByTheSleeper() throws InterruptedException {
        var slept = new ArrayList<Duration>();
        var paced = new PoeResponder(
                new Manner(Duration.ofMillis(7), 1000, false, false, Manner.Shape.LEGACY),
                slept::add,
                InstantSource.fixed(Instant.EPOCH),
                () -> 1);
        Script script = SimulatorFixture.ask(paced, "gpt-4o", true, "");
        assertTrue(slept.isEmpty(), "nothing waits before the reply is sent");
        for (Script.Piece piece : script.pieces()) {
            piece.before().await();
        }

        assertEquals(Collections.nCopies(4, Duration.ofMillis(7)), slept);
    }
}
