package poegateway.simulator.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

/** Asks models on a surface that brings its form and nothing else. */
class ModelRepliesTest {
    private final List<Duration> waits = new ArrayList<>();
    private final Replies replies = new Replies(
            Manner.PROMPT,
            waits::add,
            InstantSource.fixed(SimulatorFixture.NOW),
            new ReplyIds(new AtomicLong()::incrementAndGet));
    private final PlainReplyFormat format = new PlainReplyFormat();
    private final ModelReplies models =
            new ModelReplies(Catalogue.bundled(), replies, MagicModels.of(replies, format, List.of()));

    private Script stream(String model) {
        return models.reply(Question.plain(model, true), format);
    }

    private Script whole(String model) {
        return models.reply(Question.plain(model, false), format);
    }

    private static String text(Script script) {
        return SimulatorFixture.text(script);
    }

    @Test
    void anOrdinaryModelAnswersWholeAndStreamed() {
        String said = "This is a simulated answer in the name of GPT-4o; no model was asked. You wrote: hello";

        assertEquals("{\"text\":\"" + said + "\",\"end\":\"COMPLETE\"}", text(whole("gpt-4o")));
        String streamed = text(stream("gpt-4o"));
        assertTrue(streamed.startsWith("event: text\ndata: \"This is a si\"\n\n"), streamed);
        assertTrue(streamed.endsWith("event: end\ndata: \"COMPLETE\"\n\n"), streamed);
        assertEquals(
                said,
                streamed.replaceAll("event: (text|end)\ndata: \"|\"\n\n", "").replace("COMPLETE", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "error-408, 408, timeout_error: The model did not start in time.",
        "error-400-price, 400, invalid_request_error: Token unit price not found for entity: 1:1",
        "once-529, 529, overloaded_error: Overloaded.",
        "no-such-model, 404, not_found_error: The model `no-such-model` does not exist or you do not have access to it."
    })
    void errorsHaveTheFormOfTheSurface(String model, int status, String said) {
        assertEquals(status, whole(model).status());
        assertEquals("text/plain", stream("error-408").headers().get("content-type"));
        assertEquals(said, text(stream(model.replace("once-", "error-"))));
    }

    @Test
    void whatAnErrorSaysInHeadersIsKept() {
        assertEquals("2", stream("error-429-retry-after-2").headers().get("retry-after"));
    }

    @Test
    void anErrorGoesAwayWhenAskedAgain() {
        assertEquals(503, whole("once-503").status());
        assertEquals(200, whole("once-503").status());
    }

    @Test
    void anErrorInTheMiddleOfAStreamIsTheLastEvent() {
        assertEquals("""
                event: text
                data: "This is a si"

                event: text
                data: "mulated answ"

                event: fault
                data: "provider_error after 2"

                """, text(stream("error-mid-stream")));
    }

    @Test
    void aSlowModelWaitsBeforeEachEvent() throws InterruptedException {
        Script script = stream("slow-events");
        for (Script.Piece piece : script.pieces()) {
            piece.before().await();
        }

        assertEquals(Collections.nCopies(script.pieces().size(), Duration.ofMillis(500)), waits);
        assertTrue(text(script).endsWith("event: end\ndata: \"COMPLETE\"\n\n"), text(script));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaultOfTheConnectionComesInTheMiddleOfTheReply(boolean streamed) {
        Script script = streamed ? stream("mishap-reset-mid-body") : whole("mishap-reset-mid-body");

        assertEquals(new Mishap.ResetMidBody(2), script.mishap());
        assertTrue(script.pieces().size() > 3);
        assertTrue(text(script).contains("COMPLETE"), "the reply itself is ordinary");
    }

    @Test
    void anAnswerEndsEarlyForTheReasonInTheName() {
        assertEquals("{\"text\":\"This is a simulated \",\"end\":\"TOKEN_LIMIT\"}", text(whole("finish-length")));
        assertTrue(text(stream("finish-content-filter")).endsWith("\"CONTENT_FILTER\"\n\n"));
    }

    @Test
    void theEndlessModelRepeatsTheEventWithItsText() {
        Script script = stream("endless");

        assertSame(script.pieces(), stream("endless").pieces());
        assertEquals(EndlessModel.EVENTS, script.pieces().size());
        Script.Piece last = script.pieces().getLast();
        assertEquals(
                "event: text\ndata: \"still going, \"\n\n",
                text(new Script(200, script.headers(), script.framing(), List.of(last), Mishap.NONE)));
    }

    @Test
    void everySharedModelAnswersInTheFormOfTheSurface() {
        Set<Class<?>> mishaps = new HashSet<>();
        for (MagicModel model : models.magic().models()) {
            for (boolean streamed : new boolean[] {true, false}) {
                Script script = models.reply(Question.plain(model.name(), streamed), format);
                String beginning = text(beginning(script));
                assertFalse(beginning.contains("chatcmpl"), model::name);
                assertFalse(beginning.contains("{\"error\""), model::name);
                mishaps.add(script.mishap().getClass());
            }
        }
        assertEquals(Mishap.class.getPermittedSubclasses().length, mishaps.size());
    }

    private static Script beginning(Script script) {
        List<Script.Piece> pieces = script.pieces();
        return new Script(
                script.status(),
                script.headers(),
                script.framing(),
                pieces.subList(0, Math.min(pieces.size(), 20)),
                script.mishap());
    }

    @Test
    void aSchemaThatCannotBeMetIsRefusedInTheFormOfTheSurface() {
        Question question = Question.plain("gpt-4o", false)
                .offering(List.of(new Question.Tool("f", "{\"properties\":{\"a\":false},\"required\":[\"a\"]}")));
        Script script = models.reply(question, format);

        assertEquals(400, script.status());
        assertTrue(text(script).startsWith("invalid_request_error: Invalid schema for function 'f': "), text(script));
    }

    @Test
    void onlyModelsThatExistAreThere() {
        assertTrue(models.has("GPT-4O") && models.has("ERROR-500"));
        assertFalse(models.has("chunk-malformed"), "of the wire of chat completions");
    }

    @Test
    void aModelOfTheSurfaceStandsBesideTheSharedOnesOfItsFamily() {
        MagicModel own = MagicModel.fixed("once-upon", "a tale", whole("gpt-4o"));
        List<String> names = MagicModels.of(replies, format, List.of(own)).models().stream()
                .map(MagicModel::name)
                .toList();

        assertEquals(names.indexOf("once-refused-stream") + 1, names.indexOf("once-upon"));
        assertEquals(names.indexOf("once-upon") + 1, names.indexOf("mishap-close-before-head"));
    }

    @Test
    void twoModelsOfOneNameAreRefused() {
        List<MagicModel> own = List.of(MagicModel.fixed("silent", "another", whole("gpt-4o")));

        assertThrows(IllegalStateException.class, () -> MagicModels.of(replies, format, own));
    }
}
