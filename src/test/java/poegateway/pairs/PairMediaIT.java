package poegateway.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Models that make pictures take minutes: callers see that they live, a caller who leaves ends the work, and it is paid once. */
class PairMediaIT {
    private static final String MODEL = "imagen-4";
    private static final String PICTURE = "![a](https://pfst.cf2.poecdn.net/base/image/1)";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** A caller, and the interface of Poe's that it asks for. */
    private record Way(FaultCaller caller, String upstream) {
        static List<Way> all() {
            List<Way> all = new ArrayList<>();
            for (FaultCaller caller : FaultCaller.values()) {
                all.add(new Way(caller, "openai"));
                all.add(new Way(caller, "bot"));
            }
            return all;
        }

        String pathAtPoe() {
            return upstream.equals("bot") ? "/bot/" + MODEL : "/v1/chat/completions";
        }

        Call call(Rig rig, boolean stream) {
            return rig.caller()
                    .newCall(rig.call(caller.path(MODEL), caller.body(MODEL, stream))
                            .request()
                            .newBuilder()
                            .header("x-poe-gateway-upstream", upstream)
                            .build());
        }

        /** The picture, once the work is done. */
        Script made(Pause work) {
            if (upstream.equals("bot")) {
                String events = "event: meta\ndata: {}\n\nevent: text\ndata: {\"text\":\"" + PICTURE
                        + "\"}\n\nevent: done\ndata: {}\n\n";
                return Scripts.streamOf(List.of(Scripts.piece(events, work)));
            }
            Script whole = ChatScripts.chat(PICTURE);
            List<Script.Piece> pieces = whole.pieces().stream()
                    .map(piece -> new Script.Piece(piece.bytes(), work))
                    .toList();
            return new Script(whole.status(), whole.headers(), whole.framing(), pieces, whole.mishap());
        }
    }

    @GatewayTest(settings = "limits.concurrent-streams=1000")
    void aCallerOfAStreamSeesLifeWhileAPictureIsMade(Rig rig) throws Exception {
        CountDownLatch made = new CountDownLatch(1);
        Map<Way, CompletableFuture<Response>> opened = opened(rig, made);
        rig.advance(Duration.ofSeconds(11)); // the heads go out
        for (CompletableFuture<Response> each : opened.values()) {
            assertEquals("", lifeless(rig, rig.await(each)));
        }
        for (int sign = 0; sign < 3; sign++) {
            rig.advance(Duration.ofSeconds(16));
            for (CompletableFuture<Response> each : opened.values()) {
                assertEquals("", lifeless(rig, each.get()));
            }
        }
        made.countDown();
        for (Map.Entry<Way, CompletableFuture<Response>> each : opened.entrySet()) {
            try (Response response = each.getValue().get()) {
                Reply reply = Reply.of(response);
                String told = each.getKey().caller().told(reply);
                assertEquals("200 " + PICTURE + "[] ended", reply.status() + " " + told, each::toString);
            }
        }
        assertEquals(opened.size(), rig.poe().census().arrivals());
    }

    @GatewayTest(settings = "limits.concurrent-streams=1000")
    void aCallerWhoLeavesEndsTheWork(Rig rig) throws Exception {
        List<Call> calls = new ArrayList<>();
        for (Way way : Way.all()) {
            for (boolean stream : new boolean[] {false, true}) {
                rig.poe().enqueue(way.pathAtPoe(), way.made(Pause.NONE).with(new Mishap.HangBeforeHead()));
                Call call = way.call(rig, stream);
                calls.add(call);
                open(rig, call);
            }
        }
        rig.until(
                () -> rig.gateway().requestsIn(RequestPhase.AWAITING_MEDIA) == calls.size(),
                () -> "not all wait: " + rig.gateway().census());
        calls.forEach(Call::cancel);
        rig.until(
                () -> rig.poe().census().hangUps() == calls.size(),
                () -> "Poe goes on: " + rig.poe().census());
        assertEquals(calls.size(), rig.poe().census().arrivals());
    }

    @GatewayTest
    void whatWasSentIsNotSentAgain(Rig rig) {
        for (Way way : Way.all()) {
            for (int status : new int[] {408, 429, 500, 502, 503, 529}) {
                for (boolean stream : new boolean[] {false, true}) {
                    rig.poe().enqueue(way.pathAtPoe(), Scripts.error(status, "api_error", "Not now."));
                    long before = rig.poe().census().arrivals();
                    Reply reply = rig.read(way.call(rig, stream));
                    String told = way.caller().told(reply);
                    String which = way + " " + status + ": " + reply.status() + " " + told;
                    assertTrue(reply.status() >= 400 && told.matches("\\[\\w+] unended"), which);
                    assertEquals(1, rig.poe().census().arrivals() - before, which);
                }
            }
        }
    }

    private static Map<Way, CompletableFuture<Response>> opened(Rig rig, CountDownLatch made)
            throws InterruptedException {
        Map<Way, CompletableFuture<Response>> opened = new LinkedHashMap<>();
        for (Way way : Way.all()) {
            rig.poe().enqueue(way.pathAtPoe(), way.made(() -> await(made)));
            opened.put(way, CompletableFuture.supplyAsync(() -> head(way.call(rig, true)), Thread::startVirtualThread));
            assertTrue(rig.poe().awaitArrivals(opened.size(), SOON), way::toString);
        }
        return opened;
    }

    private static Response head(Call call) {
        try {
            return call.execute();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The next event or comment, unless it is one that only shows life. */
    private static String lifeless(Rig rig, Response response) {
        String frame = rig.reading(() -> {
            StringBuilder lines = new StringBuilder();
            for (String line = response.body().source().readUtf8LineStrict();
                    !line.isEmpty();
                    line = response.body().source().readUtf8LineStrict()) {
                lines.append(line).append('\n');
            }
            return lines.toString();
        });
        return frame.startsWith(": ") || frame.startsWith("event: ping\n") ? "" : frame;
    }

    private static void open(Rig rig, Call call) throws InterruptedException {
        long before = rig.poe().census().arrivals();
        Thread.startVirtualThread(() -> {
            try (Response response = call.execute()) {
                response.body().bytes();
            } catch (IOException left) {
                // the caller leaves
            }
        });
        assertTrue(rig.poe().awaitArrivals(before + 1, SOON));
    }

    private static void await(CountDownLatch gate) throws InterruptedException {
        assertTrue(gate.await(SOON.toSeconds(), TimeUnit.SECONDS), "nobody opened the gate");
    }
}
