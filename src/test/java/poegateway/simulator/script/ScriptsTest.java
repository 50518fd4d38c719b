package poegateway.simulator.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import poegateway.simulator.SimulatorFixture;

class ScriptsTest {
    @Test
    void eachEventIsAPieceOfItsOwn() {
        Script script = Scripts.sse("{\"a\":1}", "[DONE]");

        assertEquals(2, script.pieces().size());
        assertEquals("data: {\"a\":1}\n\ndata: [DONE]\n\n", SimulatorFixture.text(script));
    }

    @Test
    void anErrorIsInPoesForm() {
        Script script = Scripts.error(404, "not_found_error", "No \"such\" thing.");

        assertEquals(404, script.status());
        assertEquals(
                "No \"such\" thing.",
                SimulatorFixture.json(script).path("error").path("message").asText());
    }

    @Test
    void rawBytesStayAsTheyAre() {
        Script script = Scripts.stream(List.of(new byte[] {1, 2}, new byte[] {(byte) 0xFF}));

        assertEquals(2, script.pieces().size());
        assertEquals((byte) 0xFF, script.pieces().get(1).bytes()[0]);
    }

    @Test
    void aPieceCanWaitForAGate() throws InterruptedException {
        var gate = new CountDownLatch(1);
        Script.Piece piece = Scripts.piece("late", gate::await);
        gate.countDown();
        piece.before().await();

        assertEquals("late", new String(piece.bytes(), StandardCharsets.UTF_8));
        assertTrue(Scripts.streamOf(List.of(piece)).pieces().contains(piece));
    }

    @Test
    void aRedirectNamesItsTarget() {
        assertEquals(
                "http://127.0.0.1:1/x",
                Scripts.redirect("http://127.0.0.1:1/x").headers().get("location"));
    }
}
