package poegateway.relay.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ToolCall;
import poegateway.conversation.ToolTurns;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.meter.Meter;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** What becomes of calls, whatever the tool does. */
@Timeout(60)
class ToolRunnerTest {
    private static final ToolLimits LIMITS = new ToolLimits(3, 4, Duration.ofSeconds(30), 1_000);

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final RunningTools shared = new RunningTools(LIMITS, ticker, Optional.of(new Meter()));

    /** What a tool of the test does. */
    private interface Body {
        String run(JsonSlice arguments, ToolUse use) throws Exception;
    }

    @Test
    void callsRunAtOnceAndTheirResultsComeInOrder() {
        CyclicBarrier both = new CyclicBarrier(2);
        GatewayTool first = tool("first", (arguments, use) -> "1" + both.await());
        GatewayTool second = tool("second", (arguments, use) -> "2" + both.await());
        List<String> results = run(List.of(first, second), call("first", "{}"), call("second", ""));
        assertEquals(
                List.of('1', '2'), results.stream().map(text -> text.charAt(0)).toList());
    }

    @Test
    void aToolThatThrowsIsContainedAndTheModelIsTold() {
        List<String> results = run(
                List.of(
                        tool("plain", (arguments, use) -> {
                            throw new IOException("the shop is closed");
                        }),
                        tool("odd", (arguments, use) -> {
                            throw new IllegalStateException("with a secret");
                        }),
                        tool("deep", (arguments, use) -> {
                            throw new StackOverflowError();
                        })),
                call("plain", "{}"),
                call("odd", "{}"),
                call("deep", "{}"));
        assertEquals("Error: the shop is closed", results.get(0));
        assertEquals("Error: the tool failed.", results.get(1));
        assertEquals("Error: the tool failed.", results.get(2));
    }

    @Test
    void aResultTellsHowLongItTookAndWhetherItIsAFailure() {
        GatewayTool slow = tool("slow", (arguments, use) -> {
            nanos.addAndGet(Duration.ofMillis(1_500).toNanos());
            return "Error: the word that the tool begins with";
        });
        GatewayTool closed = tool("closed", (arguments, use) -> {
            throw new IOException("the shop is closed");
        });
        ToolTurns.Run ran =
                results(List.of(slow), call("slow", "{}")).getFirst().run();
        assertEquals(new ToolTurns.Run(Duration.ofMillis(1_500), false), ran);
        assertTrue(
                results(List.of(closed), call("closed", "{}")).getFirst().run().failed());
        assertEquals(
                new ToolTurns.Run(Duration.ZERO, true),
                results(List.of(), call("none", "{}")).getFirst().run());
    }

    @Test
    void aResultThatIsTooLargeIsNotPassedOn() {
        List<String> results = run(
                List.of(
                        tool("large", (arguments, use) -> "x".repeat(50_000_000)),
                        tool("wide", (arguments, use) -> "\u00e9".repeat(600))),
                call("large", "{}"),
                call("wide", "{}"));
        results.forEach(result -> assertTrue(result.contains("larger than 1000 bytes"), result));
    }

    @Test
    void aToolThatHangsOrLoopsIsLeftBehind() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        AtomicInteger turns = new AtomicInteger();
        GatewayTool hangs = tool("hangs", (arguments, use) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                told.complete(use.cancellation().reason() != null);
            }
            return "never";
        });
        GatewayTool loops = tool("loops", (arguments, use) -> {
            started.countDown();
            while (use.cancellation().reason() == null) {
                turns.incrementAndGet();
                Thread.onSpinWait();
            }
            return "late";
        });
        CompletableFuture<List<String>> results = CompletableFuture.supplyAsync(
                () -> run(List.of(hangs, loops), call("hangs", "{}"), call("loops", "{}")),
                task -> Thread.startVirtualThread(task));
        started.await();
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        ticker.tick();
        results.join().forEach(result -> assertEquals("Error: the tool returned nothing within 30 s.", result));
        assertTrue(told.join());
        assertEquals(0, ticker.size());
    }

    @Test
    void aToolThatIgnoresItsEndCountsAsRunningUntilItReturns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> returned = new CompletableFuture<>();
        GatewayTool deaf = tool("deaf", (arguments, use) -> {
            started.countDown();
            while (gate.getCount() > 0) {
                Thread.interrupted();
                Thread.onSpinWait();
            }
            returned.complete(null);
            return "late";
        });
        CompletableFuture<List<String>> results = CompletableFuture.supplyAsync(
                () -> run(List.of(deaf), call("deaf", "{}")), task -> Thread.startVirtualThread(task));
        started.await();
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        ticker.tick();
        assertEquals(List.of("Error: the tool returned nothing within 30 s."), results.join());
        assertEquals(1, shared.running());
        gate.countDown();
        returned.join();
        while (shared.running() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whenTheCallerLeavesNobodyWaits() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        GatewayTool hangs = tool("hangs", (arguments, use) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.complete(null);
            }
            return "never";
        });
        CompletableFuture<List<String>> results = CompletableFuture.supplyAsync(
                () -> run(List.of(hangs), call("hangs", "{}")), task -> Thread.startVirtualThread(task));
        started.await();
        cancellation.cancel(new ClientFailure.CallerGone());
        assertThrows(Exception.class, results::join);
        ended.join();
    }

    @Test
    void argumentsThatDoNotFitAreToldAndNothingRuns() {
        AtomicInteger runs = new AtomicInteger();
        GatewayTool city = new TestTool(
                "city",
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}",
                (arguments, use) -> "ran " + runs.incrementAndGet());
        for (String wrong :
                List.of("{}", "[]", "{\"city\":1}", "{\"city\":", "no", "{\"city\":\"" + "x".repeat(300_000) + "\"}")) {
            String result = run(List.of(city), call("city", wrong)).getFirst();
            assertTrue(result.startsWith("Error: the arguments"), result);
        }
        assertEquals(
                "Error: there is no tool of that name.",
                run(List.of(city), call("other", "{}")).getFirst());
        assertEquals(0, runs.get());
        assertEquals(
                "ran 1", run(List.of(city), call("city", "{\"city\":\"Rome\"}")).getFirst());
    }

    @Test
    void ofTooManyCallsTheRestIsNotRun() {
        AtomicInteger runs = new AtomicInteger();
        GatewayTool tool = tool("tool", (arguments, use) -> "ran " + runs.incrementAndGet());
        List<String> results = run(
                List.of(tool),
                Stream.generate(() -> call("tool", "{}")).limit(6).toArray(ToolCall[]::new));
        assertEquals(4, runs.get());
        assertTrue(results.getLast().contains("no more than 4"), results::toString);
    }

    @Test
    void aSchemaThatCannotBeCheckedIsRefusedBeforeAnythingRuns() {
        GatewayTool odd = new TestTool("odd", "{\"$ref\":\"https://elsewhere.example/\"}", (arguments, use) -> "");
        assertThrows(FailureException.class, () -> new OfferedTool(odd));
    }

    private List<String> run(List<GatewayTool> tools, ToolCall... calls) {
        return results(tools, calls).stream().map(ToolResult::text).toList();
    }

    private List<ToolResult> results(List<GatewayTool> tools, ToolCall... calls) {
        Map<String, OfferedTool> offered = new HashMap<>();
        tools.forEach(tool -> offered.put(tool.name(), new OfferedTool(tool)));
        Caller caller = Caller.anybody(new Account("default", Optional.empty(), false));
        return new ToolRunner(offered, shared, caller, cancellation).run(List.of(calls));
    }

    private static ToolCall call(String name, String arguments) {
        return new ToolCall(JsonText.of("call"), JsonText.of(name), JsonText.of(arguments), Extras.none(Dialect.CHAT));
    }

    private static GatewayTool tool(String name, Body body) {
        return new TestTool(name, "{\"type\":\"object\"}", body);
    }

    private record TestTool(String name, String schema, Body body) implements GatewayTool {
        @Override
        public String description() {
            return "a tool of a test";
        }

        @Override
        public JsonSlice parameters() {
            return JsonSlice.of(schema);
        }

        @Override
        public String run(JsonSlice arguments, ToolUse use) throws IOException {
            try {
                return body.run(arguments, use);
            } catch (IOException | RuntimeException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
