package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
