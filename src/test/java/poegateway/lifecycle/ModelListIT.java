package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Poe's list of models is fetched in the background, and nobody waits for it. */
class ModelListIT {
    private static final String FETCHED = "models.refresh-every=15m";
    private static final String WARNING = "x-poe-gateway-warning";
    private static final String LIST = "/v1/models";
    private static final int CALLERS = 700;

    @GatewayTest(settings = FETCHED)
    void theListIsFetchedAtTheStartAndEveryFifteenMinutes(Rig rig) {
        rig.poe().enqueue(LIST, list("first"));
        rig.poe().enqueue(LIST, list("first", "second"));
        rig.tick();
        rig.awaitQuiet();
        assertEquals(1, rig.get(LIST).json().path("data").size());
        assertNull(rig.get(LIST).headers().get(WARNING));
        assertEquals(1, rig.poe().arrivals(LIST), "callers do not make Poe be asked");
        rig.advance(Duration.ofMinutes(15));
        rig.awaitQuiet();
        assertEquals(2, rig.get(LIST).json().path("data").size());
        assertEquals(2, rig.poe().arrivals(LIST));
    }

    @GatewayTest(settings = FETCHED)
    void aCallerOfAnthropicsApiGetsItsFormOfTheListPageByPage(Rig rig) {
        rig.poe()
                .enqueue(
                        LIST,
                        Scripts.json(
                                200, json("first", "second", "third").replace("\"}", "\",\"created\":1767225600123}")));
        rig.tick();
        rig.awaitQuiet();
        JsonNode all = anthropic(rig, LIST).json();
        assertEquals(List.of("first", "second", "third"), all.path("data").findValuesAsText("id"));
        assertEquals("model", all.at("/data/0/type").asText());
        assertEquals("2026-01-01T00:00:00Z", all.at("/data/0/created_at").asText());
        assertEquals("active", all.at("/data/0/lifecycle").asText()); // Anthropic's clients take no model without it
        assertTrue(all.at("/data/0/max_input_tokens").isNull(), all.toString());
        assertFalse(all.path("has_more").booleanValue(), all.toString());
        JsonNode page = anthropic(rig, LIST + "?limit=1&after_id=first").json();
        assertEquals(List.of("second"), page.path("data").findValuesAsText("id"));
        assertTrue(page.path("has_more").booleanValue());
        JsonNode back = anthropic(rig, LIST + "?limit=1&before_id=third").json();
        assertEquals("second", back.path("last_id").asText());
        assertTrue(back.path("has_more").booleanValue());
        assertTrue(
                anthropic(rig, LIST + "?after_id=third").json().path("first_id").isNull());
        assertEquals("first", anthropic(rig, LIST + "/FIRST").json().path("id").asText());
        for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "limit=%zz", "after_id=fourth", "before_id=")) {
            assertEquals(400, anthropic(rig, LIST + "?" + wrong).status(), wrong);
        }
    }

    @GatewayTest(settings = FETCHED)
    void codexFindsTheArrayThatItReadsBesideOpenAisList(Rig rig) {
        JsonNode list = rig.get(LIST + "?client_version=0.99.0").json();
        assertEquals(0, list.path("models").size());
        assertTrue(list.path("models").isArray());
        assertTrue(list.path("data").size() > 0);
    }

    private static Reply anthropic(Rig rig, String path) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.baseUrl().replace("/v1", "") + path)
                        .header("anthropic-version", "2023-06-01")
                        .build()));
    }

    @GatewayTest(settings = {FETCHED, "upstream.attempts=1"})
    void aListThatCannotBeFetchedIsFetchedAgainAndTheLastOneStays(Rig rig) {
        rig.poe().enqueue(LIST, list("first"));
        rig.tick();
        rig.awaitQuiet();
        rig.poe().enqueue(LIST, Scripts.error(503, "overloaded_error", "Busy."));
        rig.poe().enqueue(LIST, Scripts.json(200, "{\"data\":[]}"));
        rig.poe().enqueue(LIST, list("second"));
        rig.advance(Duration.ofMinutes(15));
        rig.awaitQuiet();
        assertEquals("first", rig.get(LIST).json().at("/data/0/id").asText());
        rig.advance(Duration.ofSeconds(10));
        rig.awaitQuiet();
        assertEquals("first", rig.get(LIST).json().at("/data/0/id").asText());
        rig.advance(Duration.ofSeconds(10));
        rig.awaitQuiet();
        assertEquals("second", rig.get(LIST).json().at("/data/0/id").asText());
    }

    @GatewayTest(settings = FETCHED)
    void whileTheListHangsEverybodyIsAnsweredByTheOneOfTheProgram(Rig rig) {
        CountDownLatch gate = new CountDownLatch(1);
        hang(rig, gate);
        Reply list = rig.get(LIST);
        assertEquals(362, list.json().path("data").size());
        assertNotNull(list.header(WARNING));
        assertEquals(200, rig.get(LIST + "/claude-sonnet-4-6").status());
        assertEquals(404, rig.get(LIST + "/no-such-model").status());
        gate.countDown();
        rig.awaitQuiet();
        assertEquals("late", rig.get(LIST).json().at("/data/0/id").asText());
    }

    /** Time stands still meanwhile, so whoever waited for a limit would wait for ever. */
    @GatewayTest(settings = FETCHED)
    void hundredsOfMisspeltNamesAtOnceAreAnsweredWhileTheListHangs(Rig rig, TestDialect dialect) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        hang(rig, gate);
        for (int i = 0; i < CALLERS; i++) {
            rig.poe().enqueue(dialect.pathAtPoe(), Scripts.error(404, "not_found_error", "The model does not exist."));
        }
        OkHttpClient caller = rig.newCaller();
        caller.dispatcher().setMaxRequests(CALLERS);
        List<Future<Reply>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                String misspelt = "claude-sonet-4." + i;
                asked.add(threads.submit(() -> rig.read(
                        caller.newCall(rig.request(dialect, misspelt, false).build()))));
            }
            for (Future<Reply> each : asked) {
                Reply reply = each.get(30, TimeUnit.SECONDS);
                assertEquals(404, reply.status(), reply::body);
                assertTrue(reply.body().contains("Closest: claude-sonnet-"), reply::body);
            }
        }
        assertEquals(1, rig.gateway().census().modelFetches(), "the list hangs still");
        assertEquals(1, rig.poe().arrivals(LIST));
        caller.connectionPool().evictAll();
        caller.dispatcher().executorService().shutdown();
        gate.countDown();
    }

    @GatewayTest(transport = Transport.H1, settings = FETCHED)
    void aFetchThatHangsHoldsUpNoShutdown(Rig rig) {
        CountDownLatch gate = new CountDownLatch(1);
        hang(rig, gate);
        assertEquals(0, rig.gateway().drain());
        rig.gateway().close();
        rig.awaitQuiet();
        gate.countDown();
    }

    private static void hang(Rig rig, CountDownLatch gate) {
        Pause hanging = () -> {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gate was never opened");
            }
        };
        byte[] body = json("late").getBytes(StandardCharsets.UTF_8);
        rig.poe()
                .enqueue(
                        LIST,
                        new Script(
                                200,
                                Map.of("content-type", "application/json"),
                                Script.Framing.CHUNKED,
                                List.of(new Script.Piece(body, hanging)),
                                Mishap.NONE));
        rig.tick();
        rig.until(() -> rig.poe().arrivals(LIST) == 1, () -> "Poe was not asked for its list");
    }

    private static Script list(String... ids) {
        return Scripts.json(200, json(ids));
    }

    private static String json(String... ids) {
        return "{\"object\":\"list\",\"data\":[{\"id\":\"" + String.join("\"},{\"id\":\"", ids) + "\"}]}";
    }
}
