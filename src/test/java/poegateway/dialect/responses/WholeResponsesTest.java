package poegateway.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.responses.ResponsesWire.CALL;
import static poegateway.dialect.responses.ResponsesWire.MESSAGE;
import static poegateway.dialect.responses.ResponsesWire.REASONING;
import static poegateway.dialect.responses.ResponsesWire.RESPONSES;
import static poegateway.dialect.responses.ResponsesWire.USAGE;
import static poegateway.dialect.responses.ResponsesWire.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.WholeReply;

/** Whole responses, and the way from one form to the other. */
class WholeResponsesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WHOLE = ResponsesWire.response("completed", USAGE, REASONING, MESSAGE, CALL);

    @Test
    void aWholeResponseIsPassed() {
        WholeReply read = RESPONSES.whole(WHOLE.getBytes(UTF_8), context());
        assertTrue(read.edits().isEmpty());
        assertEquals(Optional.of(new Usage(7, 5)), read.usage());
        assertEquals(Optional.of("gpt-5.2-2025-12-11"), read.model());
    }

    @Test
    void whatPoeLeavesOutIsPutInAndNamed() {
        String wanting = ResponsesWire.response(
                "completed",
                USAGE.replace(",\"cache_write_tokens\":0", ""),
                "{\"type\":\"reasoning\",\"id\":\"r\",\"content\":[{\"type\":\"reasoning_text\",\"text\":\"a\"}]}",
                "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\"}]}");
        WholeReply read = RESPONSES.whole(wanting.getBytes(UTF_8), context());
        assertEquals(
                List.of("summary-added", "text-added", "cache-write-added"),
                read.edits().ids());
    }

    @Test
    void aFailedResponseIsAFailure() {
        String failed = ResponsesWire.response("failed", "null")
                .replace("\"error\":null", "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow\"}");
        assertEquals(429, failureOf(failed).failure().status());
        assertEquals(
                404,
                failureOf("{\"error\":{\"message\":\"x\",\"code\":404}}")
                        .failure()
                        .status());
    }

    @Test
    void aFailedResponseWhoseModelHasRunIsNotSentAgain() {
        String failed = ResponsesWire.response("failed", USAGE)
                .replace("\"error\":null", "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow\"}");
        assertInstanceOf(ReplyFailure.Interrupted.class, failureOf(failed).failure());
    }

    @Test
    void whatIsNoResponseIsABadReply() {
        for (String body : List.of("", "[]", "{}", "{\"output\":7}", "{\"output\":[],}", "{\"choices\":[]}")) {
            assertInstanceOf(ReplyFailure.BadResponse.class, failureOf(body).failure(), body);
        }
    }

    @Test
    void aWholeResponseBecomesTheEventsThatEndWithIt() throws IOException {
        List<JsonNode> events = EventGrammar.checked(events(WHOLE));
        assertEquals(MAPPER.readTree(WHOLE), events.getLast().path("response"));
        assertEquals(
                List.of(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "reasoning_summary_part.added",
                        "reasoning_summary_text.delta",
                        "reasoning_summary_text.done",
                        "reasoning_summary_part.done",
                        "output_item.done",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "output_item.added",
                        "function_call_arguments.delta",
                        "function_call_arguments.done",
                        "output_item.done",
                        "completed"),
                events.stream()
                        .map(event -> event.path("type").asText().replace("response.", ""))
                        .toList());
    }

    @Test
    void aStreamBecomesTheResponseOfItsLastEvent() throws IOException {
        ReplyAssembler whole = RESPONSES
                .streamToWhole(context(), ResponsesWire.LIMIT_BYTES, ResponsesWire.LIMIT_BYTES)
                .orElseThrow();
        byte[] stream = ResponsesWire.message().getBytes(UTF_8);
        whole.feed(stream, 0, stream.length);
        assertTrue(whole.done());
        WholeReply read = whole.end(true);
        assertEquals(ResponsesWire.response("completed", USAGE, MESSAGE), new String(read.body(), UTF_8));
        assertEquals(Optional.of(new Usage(7, 5)), read.usage());
        assertEquals(List.of("stream-to-whole"), read.reframed());
    }

    @Test
    void aCutStreamBecomesNoResponse() {
        ReplyAssembler whole = RESPONSES
                .streamToWhole(context(), ResponsesWire.LIMIT_BYTES, 10_000)
                .orElseThrow();
        byte[] stream = ResponsesWire.OPENED.getBytes(UTF_8);
        whole.feed(stream, 0, stream.length);
        assertFalse(whole.done());
        assertThrows(FailureException.class, () -> whole.end(true));
        byte[] more = new byte[10_000];
        assertThrows(FailureException.class, () -> whole.feed(more, 0, more.length));
    }

    /** Runs all recorded responses of Poe, when {@code -Dpoe.recordings=DIR} names a folder with them; else nothing. */
    @TestFactory
    Stream<DynamicTest> recordedResponsesChangeByTheListedEditsAlone() throws IOException {
        String folder = System.getProperty("poe.recordings", "");
        if (folder.isEmpty()) {
            return Stream.empty();
        }
        List<Path> recordings;
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            recordings = files.filter(file -> file.getFileName().toString().startsWith("v1-responses-"))
                    .sorted()
                    .toList();
        }
        assertFalse(recordings.isEmpty(), "no recordings in " + folder);
        return recordings.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        JsonNode recording = MAPPER.readTree(file.toFile());
        assertTrue(RESPONSES
                .open(MAPPER.writeValueAsBytes(recording.at("/request/body")))
                .edits()
                .isEmpty());
        ObjectNode reply = (ObjectNode) recording.at("/response/body");
        byte[] body = MAPPER.writeValueAsBytes(reply);
        WholeReply read = RESPONSES.whole(body, context());
        byte[] edited = read.edits().apply(body);
        ((ObjectNode) reply.at("/usage/input_tokens_details")).put("cache_write_tokens", 0);
        assertEquals(reply, MAPPER.readTree(edited));
        byte[] events = RESPONSES.wholeToStream(body, read, context()).orElseThrow();
        assertEquals(
                reply, EventGrammar.checked(new String(events, UTF_8)).getLast().path("response"));
        String stream = new String(events, UTF_8);
        assertEquals(stream, ResponsesWire.passed(stream));
    }

    private static String events(String whole) {
        byte[] body = whole.getBytes(UTF_8);
        return new String(
                RESPONSES
                        .wholeToStream(body, RESPONSES.whole(body, context()), context())
                        .orElseThrow(),
                UTF_8);
    }

    private static FailureException failureOf(String body) {
        return assertThrows(FailureException.class, () -> RESPONSES.whole(body.getBytes(UTF_8), context()), body);
    }
}
