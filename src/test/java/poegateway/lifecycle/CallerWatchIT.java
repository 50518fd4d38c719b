package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import okhttp3.Call;
import okhttp3.Response;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** A caller who leaves is seen at once, and Poe is hung up on: streamed or whole, silent or flowing. */
class CallerWatchIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final String SILENT = "mishap-hang-before-head";
    private static final String MODEL = "Claude-Sonnet-4.6";

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoClosesBeforeAnyAnswerIsSeen(Rig rig) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, stream);
            assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
            caller.close();
            assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
        }
        assertEquals(2, rig.poe().census().hangUps());
    }

    @GatewayTest(transport = Transport.H1)
    void aCallerWhoResetsIsSeen(Rig rig) throws Exception {
        RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, false);
        assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
        caller.reset();
        assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
    }

    @GatewayTest(transport = Transport.H1)
    void aHalfCloseCountsAsLeaving(Rig rig) throws Exception {
        try (RawCaller caller = new RawCaller(rig.gateway().url()).chat(SILENT, true)) {
            assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
            caller.halfClose();
            assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aCallerWhoClosesTlsUnderHttp1IsSeen(Rig rig) throws Exception {
        RawCaller caller = new RawCaller(tls(rig)).chat(SILENT, true);
        assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
        caller.close();
        assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
    }

    @GatewayTest
    void aCallerWhoCancelsWhilePoeIsSilentIsSeen(Rig rig) throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            Call call = rig.call("/v1/chat/completions", Rig.body(SILENT, stream));
            Thread waiting = Thread.startVirtualThread(() -> executeQuietly(call));
            assertTrue(rig.poe().awaitOpen(1, AT_ONCE));
            call.cancel();
            assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
            waiting.join();
        }
    }

    @GatewayTest
    void aCallerWhoLeavesAFlowingStreamIsSeen(Rig rig) throws Exception {
        try (Response response = rig.open("endless", true)) {
            response.body().source().require(20_000);
        }
        assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
    }

    @GatewayTest
    void aCallerWhoLeavesAStreamThatFellSilentIsSeen(Rig rig) throws Exception {
        try (Response response = rig.open("mishap-hang-mid-body", true)) {
            response.body().source().require(10);
        }
        assertTrue(rig.poe().awaitOpen(0, AT_ONCE), "Poe was not hung up on");
    }

    @GatewayTest(transport = Transport.H1)
    void aConnectionServesOneRequestAfterAnother(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (int turn = 0; turn < 200; turn++) {
                assertEquals(200, caller.chat(MODEL, false).reply().status(), "turn " + turn);
            }
        }
    }

    @GatewayTest(transport = Transport.H1)
    void pipelinedRequestsAreAnsweredInOrder(Rig rig) throws IOException {
        Random random = new Random(5);
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            for (int round = 0; round < 60; round++) {
                int together = 1 + random.nextInt(5);
                pipeline(caller, random, together);
                for (int expected = 0; expected < together; expected++) {
                    assertEquals("text-" + expected, quoted(caller), "round " + round);
                }
            }
        }
    }

    /** Cuts the requests anywhere, so that the next one arrives while the one before is under way. */
    private static void pipeline(RawCaller caller, Random random, int together) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int request = 0; request < together; request++) {
            requests.append(RawCaller.chatRequest(MODEL, false, "text-" + request));
        }
        String all = requests.toString();
        int cut = random.nextInt(all.length());
        caller.send(all.substring(0, cut)).send(all.substring(cut));
    }

    private static String quoted(RawCaller caller) throws IOException {
        String text = caller.reply().text();
        int at = text.indexOf("text-");
        assertTrue(at >= 0, text);
        return text.substring(at, at + 6);
    }

    private static SSLSocket tls(Rig rig) throws IOException {
        Socket plain =
                new Socket(rig.gateway().url().getHost(), rig.gateway().url().getPort());
        SSLSocket socket = (SSLSocket) rig.caller()
                .sslSocketFactory()
                .createSocket(plain, rig.gateway().url().getHost(), plain.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    private static void executeQuietly(Call call) {
        try (Response response = call.execute()) {
            assertEquals(0, response.code(), "the call was to be cancelled");
        } catch (IOException cancelled) {
            assertTrue(call.isCanceled());
        }
    }
}
