package poegateway.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import poegateway.core.RequestPhase;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

/** A Poe that falls silent, in whatever form it answers: every caller is told in its own, Poe is hung up on and not asked again. */
class PairSilenceIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicInteger heads = new AtomicInteger();

    @GatewayTest(settings = "limits.concurrent-streams=1000")
    void aPoeThatDoesNotBeginIsATimeOut(Rig rig) throws Exception {
        Map<Pair, CompletableFuture<Reply>> asked =
                asked(rig, Pair.ALL, pair -> answer(pair).with(new Mishap.HangBeforeHead()));
        awaitAll(rig, RequestPhase.AWAITING_FIRST_EVENT);
        int before = heads.get();
        rig.advance(Duration.ofSeconds(11)); // the heads of streams go out
        long streams = Pair.ALL.stream().filter(Pair::stream).count();
        rig.until(() -> heads.get() - before == streams, () -> heads.get() - before + " heads of " + streams);
        rig.advance(Duration.ofMinutes(3));
        for (Map.Entry<Pair, CompletableFuture<Reply>> each : asked.entrySet()) {
            FaultCaller caller = each.getKey().caller();
            Reply reply = rig.await(each.getValue());
            String error = caller.word("upstream_timeout");
            String status = each.getKey().stream() ? "200 " : "504 ";
            assertEquals(status + "[" + error + "] unended", reply.status() + " " + caller.told(reply), each::toString);
        }
        assertHungUp(rig);
    }

    @GatewayTest(settings = "limits.concurrent-streams=1000")
    void anAnswerThatFallsSilentIsCut(Rig rig) throws Exception {
        Map<Pair, CompletableFuture<Reply>> asked =
                asked(rig, Pair.ALL, pair -> begun(answer(pair), pair.streamedByPoe() ? 2 : 1));
        awaitAll(rig, RequestPhase.AWAITING_BYTES);
        rig.awaitStill(); // a request awaits bytes between two events too that came together
        rig.until(
                () -> rig.gateway().census().unreadBytes() == 0,
                () -> "unread: " + rig.gateway().census());
        awaitAll(rig, RequestPhase.AWAITING_BYTES);
        rig.advance(Duration.ofSeconds(91));
        for (Map.Entry<Pair, CompletableFuture<Reply>> each : asked.entrySet()) {
            FaultCaller caller = each.getKey().caller();
            Reply reply = rig.await(each.getValue());
            String error = "[" + caller.word("upstream_idle_timeout") + "] unended";
            String expected = each.getKey().stream() ? "200 half an " + error : "504 " + error;
            assertEquals(expected, reply.status() + " " + caller.told(reply), each::toString);
        }
        assertHungUp(rig);
    }

    /** All at once, since time passes for all. */
    private Map<Pair, CompletableFuture<Reply>> asked(Rig rig, List<Pair> pairs, Function<Pair, Script> answer)
            throws InterruptedException {
        Pair.preferMessages(rig);
        OkHttpClient caller = rig.caller()
                .newBuilder()
                .eventListener(new EventListener() {
                    @Override
                    public void responseHeadersEnd(Call call, Response response) {
                        heads.incrementAndGet();
                    }
                })
                .build();
        Map<Pair, CompletableFuture<Reply>> asked = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            long before = rig.poe().census().arrivals();
            rig.poe().enqueue(pair.model().pathAtPoe(), answer.apply(pair));
            asked.put(pair, CompletableFuture.supplyAsync(() -> pair.ask(rig, caller), Thread::startVirtualThread));
            assertTrue(rig.poe().awaitArrivals(before + 1, SOON), pair::toString);
        }
        return asked;
    }

    private static Script answer(Pair pair) {
        return pair.streamedByPoe()
                ? pair.model().stream(pair.model().end())
                : pair.model().halves();
    }

    /** Its first pieces come at once, so that all of them are read when one is; then it falls silent. */
    private static Script begun(Script answer, int pieces) {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        answer.pieces().stream().limit(pieces).forEach(piece -> together.writeBytes(piece.bytes()));
        Stream<Script.Piece> rest = answer.pieces().stream().skip(pieces);
        Script.Piece first = new Script.Piece(
                together.toByteArray(), answer.pieces().getFirst().before());
        return new Script(
                answer.status(),
                answer.headers(),
                answer.framing(),
                Stream.concat(Stream.of(first), rest).toList(),
                new Mishap.HangMidBody(1));
    }

    private static void awaitAll(Rig rig, RequestPhase phase) {
        rig.until(() -> rig.gateway().requestsIn(phase) == Pair.ALL.size(), () -> "not all are " + phase);
    }

    private static void assertHungUp(Rig rig) throws InterruptedException {
        int all = Pair.ALL.size();
        assertTrue(rig.poe().await(census -> census.hangUps() == all, SOON), "Poe was left to go on");
        assertEquals(all + 4, rig.poe().census().arrivals(), "with those that showed the way to messages");
    }
}
