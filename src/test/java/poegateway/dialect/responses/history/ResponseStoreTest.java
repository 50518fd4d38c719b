package poegateway.dialect.responses.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import poegateway.conversation.Message;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.poe.PoeErrors;
import poegateway.keep.StoreLimits;
import poegateway.wire.json.JsonEdits;

/** Responses that are kept, and what later requests make of them. */
class ResponseStoreTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long BYTES = 32L << 20;

    private long nanos;
    private final List<String> warnings = new ArrayList<>();
    private ResponseStore store = store(10_000, BYTES);

    private ResponseStore store(int count, long bytes) {
        StoreLimits.Cap cap = new StoreLimits.Cap(count, bytes);
        StoreLimits limits = new StoreLimits(Duration.ofMinutes(60), StoreLimits.Expiry.SLIDING, cap, cap);
        return new ResponseStore(limits, new Ticker(() -> nanos), new Random(7));
    }

    @Test
    void aRequestGoesOnFromAResponse() throws IOException {
        answer("resp_1", "\"input\":\"one\"", message("msg_1", "first"));
        JsonNode input = MAPPER.readTree(sent("\"previous_response_id\":\"resp_1\",\"input\":\"two\""))
                .path("input");
        assertEquals(
                MAPPER.readTree("[{\"type\":\"message\",\"role\":\"user\",\"content\":\"one\"},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"first\"}]},"
                        + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"two\"}]"),
                input);
    }

    @Test
    void theInputOfEachTurnIsTheBeginningOfTheNext() throws IOException {
        String before = "";
        String previous = "";
        for (int turn = 0; turn < 10; turn++) {
            String members = previous + "\"input\":[{\"role\":\"user\",\"content\":\"" + turn + "\"}]";
            String request = sent(members);
            String input =
                    request.substring(request.indexOf("\"input\":[") + "\"input\":[".length(), request.length() - 2);
            assertTrue(input.startsWith(before), request);
            before = input;
            answer("resp_" + turn, members, message("msg_" + turn, "answer " + turn));
            previous = "\"previous_response_id\":\"resp_" + turn + "\",";
        }
    }

    @Test
    void aChainOfTwoHundredCostsWhatItsItemsCost() {
        String previous = "";
        for (int turn = 0; turn < 200; turn++) {
            answer("resp_" + turn, previous + "\"input\":\"" + "x".repeat(1_000) + "\"", message("msg_" + turn, "y"));
            previous = "\"previous_response_id\":\"resp_" + turn + "\",";
        }
        KeptResponse last = store.find("me", "resp_199").orElseThrow();
        assertEquals(200, last.chainLength());
        assertEquals(400, last.items().size());
        assertTrue(last.weight() < 3_000, "only its own items weigh: " + last.weight());
        assertEquals(0, store.bytesInFlight());
    }

    @Test
    void aChainHasAnEnd() {
        String previous = "";
        for (int turn = 0; turn < KeptResponse.CHAIN_MAX; turn++) {
            answer("resp_" + turn, previous + "\"input\":\"a\"", message("m", "y"));
            previous = "\"previous_response_id\":\"resp_" + turn + "\",";
        }
        String beyond = previous + "\"input\":\"a\"";
        FailureException refused = assertThrows(FailureException.class, () -> sent(beyond));
        assertEquals("invalid_value", refused.failure().code());
    }

    @Test
    void aChainStaysWholeWhenItsBeginningIsRemoved() throws IOException {
        answer("resp_1", "\"input\":\"one\"", message("m1", "first"));
        answer("resp_2", "\"previous_response_id\":\"resp_1\",\"input\":\"two\"", message("m2", "second"));
        assertTrue(store.remove("me", "resp_1"));
        assertFalse(store.remove("me", "resp_1"));
        assertTrue(store.findByItem("me", "m1").isEmpty());
        assertTrue(store.findByItem("me", "m2").isPresent());
        String next = sent("\"previous_response_id\":\"resp_2\",\"input\":\"three\"");
        assertEquals(5, MAPPER.readTree(next).path("input").size());
        assertThrows(FailureException.class, () -> sent("\"previous_response_id\":\"resp_1\",\"input\":\"x\""));
    }

    @Test
    void thoughtsAreSentAgainOnlyWithWhatTheModelEncrypted() throws IOException {
        answer(
                "resp_1",
                "\"input\":\"one\"",
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}",
                "{\"type\":\"reasoning\",\"id\":\"rs_2\",\"summary\":[],\"encrypted_content\":\"abc\"}",
                "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\"}",
                "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\",\"status\":\"completed\"}");
        JsonNode input = MAPPER.readTree(sent("\"previous_response_id\":\"resp_1\",\"input\":[]"))
                .path("input");
        assertEquals(
                MAPPER.readTree("[{\"type\":\"message\",\"role\":\"user\",\"content\":\"one\"},"
                        + "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"abc\"},"
                        + "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"}]"),
                input);
    }

    @Test
    void aReferenceIsResolvedWhenItIsSentAndWhenItIsKept() throws IOException {
        answer("resp_1", "\"input\":\"one\"", message("msg_1", "first"));
        String members =
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"},{\"role\":\"user\",\"content\":\"b\"}]";
        assertEquals(
                "first",
                MAPPER.readTree(sent(members)).at("/input/0/content/0/text").asText());
        answer("resp_2", members, message("msg_2", "second"));
        JsonNode next = MAPPER.readTree(sent("\"previous_response_id\":\"resp_2\",\"input\":[]"));
        assertEquals("first", next.at("/input/0/content/0/text").asText());
        FailureException unknown = assertThrows(
                FailureException.class, () -> sent("\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_9\"}]"));
        assertEquals("input[0].id", unknown.failure().param());
    }

    @Test
    void aTranslatedRequestHasTheConversationWithWhatItsModelSigned() {
        String signed = "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"poe-gateway:messages:x\"}";
        answer("resp_1", "\"input\":\"one\"", signed, message("msg_1", "first"));
        try (KeepingFormat format = store.format("me", warnings::add)) {
            byte[] body =
                    body("\"previous_response_id\":\"resp_1\",\"instructions\":\"Be\",\"input\":[" + signed + "]");
            format.open(body);
            Prompt prompt = format.codec().orElseThrow().readRequest(body, "");
            assertEquals(
                    List.of(Role.SYSTEM, Role.USER, Role.ASSISTANT),
                    prompt.messages().stream().map(Message::role).toList());
            assertEquals(3, prompt.messages().getLast().parts().size());
            String passed = new String(format.open(body).edits().apply(body), UTF_8);
            assertFalse(passed.contains("},]") || passed.contains("poe-gateway"), passed);
        }
        assertEquals(0, store.bytesInFlight());
    }

    @Test
    void anotherCallerFindsNothing() {
        answer("resp_1", "\"input\":\"one\"", message("msg_1", "first"));
        assertTrue(store.find("you", "resp_1").isEmpty());
        assertTrue(store.findByItem("you", "msg_1").isEmpty());
        assertFalse(store.remove("you", "resp_1"));
    }

    @Test
    void aResponseEndsAnHourAfterItsLastUse() {
        answer("resp_1", "\"input\":\"one\"", message("msg_1", "first"));
        nanos += Duration.ofMinutes(59).toNanos();
        assertTrue(store.find("me", "resp_1").isPresent());
        nanos += Duration.ofMinutes(59).toNanos();
        assertTrue(store.find("me", "resp_1").isPresent());
        nanos += Duration.ofMinutes(60).toNanos();
        assertTrue(store.find("me", "resp_1").isEmpty());
    }

    @Test
    void whatIsNotToBeStoredIsNot() {
        answer("resp_1", "\"input\":\"one\",\"store\":false", message("msg_1", "first"));
        assertTrue(store.find("me", "resp_1").isEmpty());
    }

    @Test
    void requestsUnderWayHoldNoMoreThanTheirLimit() {
        store = store(10, 20_000);
        String large = "\"input\":\"" + "x".repeat(15_000) + "\"";
        try (KeepingFormat first = store.format("me", warnings::add);
                KeepingFormat second = store.format("me", warnings::add)) {
            first.open(body(large));
            assertEquals(List.of(), warnings);
            second.open(body(large));
            assertEquals(1, warnings.size());
            second.whole(response("resp_2"), context());
        }
        assertTrue(store.find("me", "resp_2").isEmpty());
        assertEquals(0, store.bytesInFlight());
    }

    @Test
    void aConversationThatDoesNotFitIsRefusedAsOverload() {
        store = store(10, 20_000);
        answer("resp_1", "\"input\":\"" + "x".repeat(9_000) + "\"", message("m", "y"));
        try (KeepingFormat other = store.format("me", warnings::add)) {
            other.open(body("\"input\":\"" + "x".repeat(15_000) + "\""));
            FailureException refused = assertThrows(
                    FailureException.class, () -> sent("\"previous_response_id\":\"resp_1\",\"input\":\"a\""));
            assertEquals("gateway_overloaded", refused.failure().code());
        }
    }

    @Test
    void tenThousandSmallResponsesTakeLessThanSixtyFourMegabytes() {
        long before = usedBytes();
        for (int i = 0; i < 10_000; i++) {
            answer(
                    "resp_%032x".formatted(i),
                    "\"input\":\"Say something " + i + "\"",
                    message("msg_" + i, "Something " + i));
        }
        long taken = usedBytes() - before;
        assertTrue(store.find("me", "resp_%032x".formatted(0)).isPresent());
        assertTrue(taken < 64L << 20, () -> taken + " bytes");
    }

    @Test
    void theOutputThatTheLastEventLacksIsThatOfTheItems() throws IOException {
        String item = message("msg_1", "first");
        String stream =
                "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"item\":" + item
                        + "}\n\nevent: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\","
                        + "\"output\":[]}}\n\n";
        try (KeepingFormat format = store.format("me", warnings::add)) {
            format.open(body("\"input\":\"one\""));
            byte[] bytes = stream.getBytes(UTF_8);
            format.stream(context(), 100_000, poegateway.core.MemoryLease.UNCOUNTED)
                    .feed(bytes, 0, bytes.length, java.io.OutputStream.nullOutputStream());
        }
        assertEquals(
                "first",
                MAPPER.readTree(store.find("me", "resp_1")
                                .orElseThrow()
                                .response()
                                .toString())
                        .at("/output/0/content/0/text")
                        .asText());
    }

    @Test
    void namesWithHalfASurrogatePairAreNoFault() {
        answer("resp_1", "\"input\":[{\"role\":\"user\",\"content\":\"a\",\"\\ud800\":1}]", message("m", "y"));
        assertTrue(store.find("me", "resp_1").isPresent());
    }

    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private void answer(String id, String members, String... items) {
        try (KeepingFormat format = store.format("me", warnings::add)) {
            format.open(body(members));
            format.whole(response(id, items), context());
        }
    }

    private String sent(String members) {
        try (KeepingFormat format = store.format("me", warnings::add)) {
            byte[] body = body(members);
            return new String(format.open(body).edits().apply(body), UTF_8);
        }
    }

    private static byte[] body(String members) {
        return ("{\"model\":\"m\"," + members + "}").getBytes(UTF_8);
    }

    private static byte[] response(String id, String... items) {
        return ("{\"id\":\"" + id + "\",\"object\":\"response\",\"status\":\"completed\",\"error\":null,\"output\":["
                        + String.join(",", items) + "]}")
                .getBytes(UTF_8);
    }

    private static String message(String id, String text) {
        return "{\"type\":\"message\",\"id\":\"" + id + "\",\"status\":\"completed\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\"}]}";
    }

    private static ReplyContext context() {
        return new ReplyContext("r", 1, new Opening("m", false, true, JsonEdits.NONE), PoeErrors.of("m"));
    }
}
