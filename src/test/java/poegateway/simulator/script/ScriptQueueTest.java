package poegateway.simulator.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptQueueTest {
    private final ScriptQueue queue = new ScriptQueue();

    /** A script that can be told from others by its status. */
    private static Script script(int status) {
        return new Script(status, Map.of(), Script.Framing.CHUNKED, List.of(), Mishap.NONE);
    }

    private void add(String path, int... statuses) {
        for (int status : statuses) {
            queue.add(List.of(new QueuedScript(path, script(status))));
        }
    }

    private Optional<Integer> next(String method, String path) {
        return queue.next(new SimulatedRequest(method, path, "", Map.of(), new byte[0]))
                .map(Script::status);
    }

    @Test
    void scriptsOfOnePathAreUsedInOrderWhateverWaitsForOthers() {
        add("/v1/a", 201, 202);
        add("/v1/b", 203);
        add("/v1/a", 204);

        assertEquals(Optional.of(203), next("POST", "/v1/b"));
        assertEquals(Optional.of(201), next("POST", "/v1/a"));
        assertEquals(Optional.of(202), next("GET", "/v1/a"));
        assertEquals(Optional.of(204), next("DELETE", "/v1/a"));
        assertEquals(Optional.empty(), next("POST", "/v1/a"));
    }

    @Test
    void scriptsOfThePathComeBeforeThoseOfAnyPath() {
        add(QueuedScript.ANY_PATH, 201);
        add("/v1/a", 202);

        assertEquals(Optional.of(202), next("POST", "/v1/a"));
        assertEquals(Optional.of(201), next("POST", "/v1/a"));
        assertEquals(0, queue.size());
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/models", "POST, /bot/gpt", "POST, /poe_api/upload", "POST, /usage/x", "POST, /v1", "POST, /"})
    void scriptsOfAnyPathWaitForAPostBelowV1(String method, String path) {
        add(QueuedScript.ANY_PATH, 201);

        assertEquals(Optional.empty(), next(method, path));
        assertEquals(Optional.of(201), next("POST", "/v1/anything"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/models", "/bot/GPT-4o", "/poe_api/file_upload_3RD_PARTY_POST", "/usage/points_history"})
    void aScriptWaitsForAnyPathThatPoeHas(String path) {
        add(path, 201);

        assertEquals(Optional.of(201), next("GET", path));
    }

    @Test
    void needlessPercentEncodingMakesNoOtherPath() {
        add("/bot/My%20Bot%2d2", 201);
        add("/bot/%4dy%20Bot-2", 202);

        assertEquals(Optional.empty(), next("POST", "/bot/MyBot-2"));
        assertEquals(Optional.of(201), next("POST", "/bot/My%20Bot-2"));
        assertEquals(Optional.of(202), next("POST", "/bot/My%20Bot%2D2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v1/x", "/", "/v1", "/simulator/scripts", "/v1/x?a=b", "/v1/x#a", "/v1/a b", "/v1/é", "/v2/x"
            })
    void aPathThatPoeDoesNotHaveIsRefused(String path) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> new QueuedScript(path, script(200)));

        assertTrue(String.valueOf(thrown.getMessage()).contains("/poe_api/"), thrown::getMessage);
    }

    @Test
    void aPathHasAGreatestLength() {
        String longest = "/v1/" + "x".repeat(QueuedScript.PATH_CHARS_MAX - 4);
        add(longest, 201);

        assertEquals(Optional.of(201), next("POST", longest));
        assertThrows(IllegalArgumentException.class, () -> new QueuedScript(longest + "x", script(200)));
    }

    @Test
    void theLimitHoldsForAllPathsTogetherAndNothingIsAddedBeyondIt() {
        List<QueuedScript> half =
                Collections.nCopies(ScriptQueue.SCRIPTS_WAITING / 2, new QueuedScript("/v1/a", script(201)));
        queue.add(half);
        queue.add(
                half.stream().map(queued -> QueuedScript.ofAnyPath(script(202))).toList());

        assertThrows(IllegalArgumentException.class, () -> add("/v1/b", 203));
        assertEquals(Optional.empty(), next("GET", "/v1/b"));
        assertEquals(ScriptQueue.SCRIPTS_WAITING, queue.size());
        assertEquals(Optional.of(201), next("POST", "/v1/a"));
        add("/v1/b", 203);
        assertEquals(Optional.of(203), next("POST", "/v1/b"));
    }

    @Test
    void allPathsAreClearedTogether() {
        add("/v1/a", 201);
        add(QueuedScript.ANY_PATH, 202);

        assertEquals(2, queue.clear());
        assertEquals(0, queue.size());
        assertEquals(Optional.empty(), next("POST", "/v1/a"));
    }

    private void addFor(String token, int status) {
        queue.add(List.of(new QueuedScript(QueuedScript.ANY_PATH, Optional.of(token), script(status))));
    }

    private Optional<Integer> saying(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return queue.next(new SimulatedRequest("POST", "/v1/a", "", Map.of(), body))
                .map(Script::status);
    }

    @Test
    void aScriptForATokenWaitsForTheRequestThatHasItAndTestsDoNotStealFromEachOther() {
        addFor("test-1", 201);
        addFor("test-12", 212);
        add(QueuedScript.ANY_PATH, 250);

        assertEquals(Optional.of(212), saying("\"hello test-12, or test-123\""));
        assertEquals(Optional.of(250), saying("\"test-12\""));
        assertEquals(Optional.empty(), saying("\"test-12 xtest-1 test-1x\""));
        assertEquals(Optional.of(201), saying("\"hello\\ntest-1.\""));
        assertEquals(0, queue.size());
    }

    @Test
    void theTokenMayStandInTheQueryOrInAHeader() {
        addFor("test-1", 201);
        addFor("test-2", 202);

        Map<String, String> headers = Map.of("authorization", "Bearer test-2");
        assertEquals(
                202,
                queue.next(new SimulatedRequest("POST", "/v1/a", "", headers, new byte[0]))
                        .orElseThrow()
                        .status());
        assertEquals(
                201,
                queue.next(new SimulatedRequest("POST", "/v1/a", "a=test-1", Map.of(), new byte[0]))
                        .orElseThrow()
                        .status());
    }

    @Test
    void thoseOfATokenAreCountedAndDroppedByThemselves() {
        addFor("test-1", 201);
        addFor("test-1", 202);
        add("/v1/a", 203);

        assertEquals(2, queue.size("test-1"));
        assertEquals(0, queue.size("test-2"));
        assertEquals(2, queue.clear("test-1"));
        assertEquals(1, queue.size());
        assertEquals(Optional.of(203), saying("test-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a b c d", "\"quoted\"", "zürich"})
    void aTokenThatJsonOrAUrlWouldWriteInAnotherWayIsRefused(String token) {
        assertThrows(IllegalArgumentException.class, () -> addFor(token, 200));
    }

    @Test
    void tokensAreBounded() {
        for (int i = 0; i < ScriptQueue.TOKENS_WAITING; i++) {
            addFor("token-" + i, 200);
        }
        assertThrows(IllegalArgumentException.class, () -> addFor("one-more", 200));
        addFor("token-0", 201);
        assertEquals(ScriptQueue.TOKENS_WAITING + 1, queue.size());
    }
}
