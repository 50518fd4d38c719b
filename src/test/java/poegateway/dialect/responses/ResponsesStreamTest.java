package poegateway.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.responses.ResponsesWire.OPENED;
import static poegateway.dialect.responses.ResponsesWire.completed;
import static poegateway.dialect.responses.ResponsesWire.delta;
import static poegateway.dialect.responses.ResponsesWire.event;
import static poegateway.dialect.responses.ResponsesWire.failed;
import static poegateway.dialect.responses.ResponsesWire.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ReplyStream;
import poegateway.wire.Bytes;

/** Streams of events on their way to a caller who speaks responses too. */
class ResponsesStreamTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String END_MARK = "data: [DONE]\n\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReplyStream stream = ResponsesWire.stream();

    @Test
    void everyByteIsPassedAsItCameHoweverItIsSplit() throws IOException {
        String all = message();
        byte[] bytes = all.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            assertEquals(all, ResponsesWire.passed(Bytes.cut(bytes, split)), "split at " + split);
        }
        assertEquals(all, ResponsesWire.passed(Bytes.singly(bytes)));
    }

    @Test
    void eventsWithoutANameArePassedAndUnderstood() throws IOException {
        String all = message().replaceAll("event: .*\n", "");
        byte[] bytes = all.getBytes(UTF_8);
        feed(all);
        assertEquals(all, out.toString(UTF_8));
        assertTrue(stream.done());
        assertEquals(all, ResponsesWire.passed(Bytes.singly(bytes)));
    }

    @Test
    void anEventOfATypeThatIsNoneIsPassed() throws IOException {
        for (String odd : List.of(
                "{\"a\":1,\"type\":\"response.\"}",
                "{\"type\":\"response.\"}",
                "{\"type\":\"\"}",
                "{\"a\":1,\"type\":7}",
                "{\"a\":1,\"type\":\"resp\\u006fnse.\"}",
                "{}")) {
            String all = "data: " + odd + "\n\n" + message();
            assertEquals(all, ResponsesWire.passed(List.of(all.getBytes(UTF_8))), odd);
        }
    }

    @Test
    void whatTheModelCountedAndIsCalledIsTold() throws IOException {
        feed(message());
        assertEquals(Optional.of(new Usage(7, 5)), stream.usage());
        assertEquals(Optional.of("gpt-5.2-2025-12-11"), stream.model());
        assertEquals(10, stream.eventCount());
    }

    @Test
    void aStreamHasBegunWithTheFirstWordOfTheModel() throws IOException {
        feed(OPENED + event("queued", 2, ""));
        assertFalse(stream.started());
        feed(event(
                "output_item.added",
                3,
                "\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[]}"));
        assertTrue(stream.started());
        assertEquals(0, stream.heartbeat().length);
    }

    @Test
    void aFailureBeforeTheModelsFirstWordBecomesAStatus() {
        FailureException thrown =
                assertThrows(FailureException.class, () -> feed(OPENED + failed("rate_limit_exceeded", 2)));
        assertEquals(429, thrown.failure().status());
        assertFalse(stream.started());
    }

    @Test
    void anErrorBeforeTheModelsFirstWordBecomesAStatus() {
        FailureException thrown = assertThrows(
                FailureException.class,
                () -> feed(
                        event("error", 0, "\"code\":\"insufficient_quota\",\"message\":\"No points\",\"param\":null")));
        assertInstanceOf(PoeRefusal.OutOfPoints.class, thrown.failure());
        assertFalse(stream.started());
    }

    @Test
    void aFailureOfPoesAfterIsPassedCountedAndToldOnce() {
        String begun = OPENED + delta("a", 2);
        FailureException thrown =
                assertThrows(FailureException.class, () -> feed(begun + failed("server_error", 3) + END_MARK));
        ReplyFailure.Interrupted why = assertInstanceOf(ReplyFailure.Interrupted.class, thrown.failure());
        assertEquals(Retry.NEVER, why.retry());
        assertEquals(begun + failed("server_error", 3), out.toString(UTF_8));
        assertEquals(0, stream.errorEvent(thrown.failure()).length);
    }

    @Test
    void afterAnErrorOfPoesTheResponseFails() throws IOException {
        String error = event("error", 3, "\"code\":\"server_error\",\"message\":\"Oh\",\"param\":null");
        FailureException thrown = assertThrows(FailureException.class, () -> feed(OPENED + delta("a", 2) + error));
        assertEquals(OPENED + delta("a", 2) + error, out.toString(UTF_8));
        assertEquals(4, failedEvent(thrown).path("sequence_number").asInt());
    }

    @Test
    void aCutStreamFailsWithTheIdTheModelAndTheNextNumber() throws IOException {
        feed(OPENED + delta("a", 2));
        FailureException cut = assertThrows(FailureException.class, () -> stream.end(true, out));
        assertInstanceOf(ReplyFailure.Truncated.class, cut.failure());
        JsonNode last = failedEvent(cut);
        assertEquals(3, last.path("sequence_number").asInt());
        assertEquals("resp_1", last.at("/response/id").asText());
        assertEquals("gpt-5.2-2025-12-11", last.at("/response/model").asText());
        assertEquals("failed", last.at("/response/status").asText());
        assertEquals("upstream_truncated", last.at("/response/error/code").asText());
    }

    @Test
    void theEndMarkOfChatsIsNoEndOfAResponse() {
        FailureException cut = assertThrows(FailureException.class, () -> feed(OPENED + delta("a", 2) + END_MARK));
        assertInstanceOf(ReplyFailure.Truncated.class, cut.failure());
    }

    @Test
    void whatComesBehindTheLastEventIsNotPassed() throws IOException {
        feed(message() + END_MARK + delta("b", 10));
        assertEquals(message(), out.toString(UTF_8));
    }

    @Test
    void aLastEventWithoutItsBlankLineIsOne() throws IOException {
        String all = message();
        feed(all.substring(0, all.length() - 2));
        assertFalse(stream.done());
        stream.end(true, out);
        assertTrue(stream.done());
        assertEquals(all, out.toString(UTF_8));
    }

    @Test
    void aLastEventThatIsCutIsNone() throws IOException {
        String all = message();
        feed(all.substring(0, all.length() - 9));
        assertInstanceOf(
                ReplyFailure.Truncated.class,
                assertThrows(FailureException.class, () -> stream.end(true, out))
                        .failure());
    }

    @Test
    void anIncompleteAnswerIsAnAnswer() throws IOException {
        String all = OPENED
                + event("incomplete", 2, "\"response\":" + ResponsesWire.response("incomplete", ResponsesWire.USAGE));
        feed(all);
        assertTrue(stream.done());
        assertEquals(all, out.toString(UTF_8));
        assertEquals(Optional.of(new Usage(7, 5)), stream.usage());
    }

    @Test
    void whatPoeLeavesOutIsPutIn() throws IOException {
        String place = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,";
        String wanting = OPENED
                + event("content_part.added", 2, place + "\"part\":{\"type\":\"output_text\",\"annotations\":[]}")
                + event("output_item.done", 3, "\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"rs_1\"}")
                + completed(4, "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\"}]}")
                        .replace(",\"cache_write_tokens\":0", "");
        String whole = OPENED
                + event(
                        "content_part.added",
                        2,
                        place + "\"part\":{\"type\":\"output_text\",\"annotations\":[],\"text\":\"\"}")
                + event(
                        "output_item.done",
                        3,
                        "\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}")
                + completed(4, "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"\"}]}");
        byte[] bytes = wanting.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            assertEquals(whole, ResponsesWire.passed(Bytes.cut(bytes, split)), "split at " + split);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"type\":\"response.output_text.delta\",}\n\n",
                "data: nothing\n\n",
                "event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n"
            })
    void whatIsNoEventIsABadReply(String event) {
        FailureException thrown = assertThrows(FailureException.class, () -> feed(OPENED + event));
        assertInstanceOf(ReplyFailure.BadResponse.class, thrown.failure());
        assertEquals(OPENED, out.toString(UTF_8));
    }

    @Test
    void anErrorOfNoResponseIsNotPassed() {
        FailureException thrown = assertThrows(
                FailureException.class, () -> feed("data: {\"error\":{\"message\":\"gone\",\"code\":503}}\n\n"));
        assertEquals("upstream_overloaded", thrown.failure().code());
        assertEquals("", out.toString(UTF_8));
    }

    @Test
    void eventsOfNoResponseArePassed() throws IOException {
        String all = "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n" + message();
        feed(all);
        assertEquals(all, out.toString(UTF_8));
    }

    @Test
    void theNumberOfAFailureGoesOnWithPoes() throws IOException {
        feed(event("created", 5, "\"response\":" + ResponsesWire.response("in_progress", "null")) + delta("a", 6));
        FailureException cut = assertThrows(FailureException.class, () -> stream.end(true, out));
        assertEquals(7, failedEvent(cut).path("sequence_number").asInt());
    }

    private JsonNode failedEvent(FailureException failed) throws IOException {
        String event = new String(stream.errorEvent(failed.failure()), UTF_8);
        assertTrue(event.startsWith("event: response.failed\ndata: {") && event.endsWith("}\n\n"), event);
        return MAPPER.readTree(event.substring(event.indexOf('{')));
    }

    private void feed(String events) throws IOException {
        byte[] bytes = events.getBytes(UTF_8);
        stream.feed(bytes, 0, bytes.length, out);
    }
}
