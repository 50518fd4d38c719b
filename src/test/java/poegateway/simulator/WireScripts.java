package poegateway.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.QueuedScript;
import poegateway.simulator.script.Responder;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.script.Script.Piece;

/** Scripts for tests, and simulators that send them. */
public final class WireScripts {
    public static final Responder ECHO = request -> whole(new String(request.body(), StandardCharsets.UTF_8));

    private WireScripts() {}

    static Script whole(String... pieces) {
        return script(Framing.CONTENT_LENGTH, pieces);
    }

    static Script chunked(String... pieces) {
        return script(Framing.CHUNKED, pieces);
    }

    static Script script(Framing framing, String... pieces) {
        return new Script(
                200,
                Map.of("content-type", "text/plain"),
                framing,
                Arrays.stream(pieces).map(WireScripts::piece).toList(),
                Mishap.NONE);
    }

    /** The first piece comes at once, each other one when the gate is open. */
    static Script gated(CountDownLatch gate, String first, String... others) {
        Stream<Piece> gated = Arrays.stream(others).map(text -> new Piece(bytes(text), gate::await));
        List<Piece> pieces = Stream.concat(Stream.of(piece(first)), gated).toList();
        return new Script(200, Map.of("content-type", "text/plain"), Framing.CHUNKED, pieces, Mishap.NONE);
    }

    static Piece piece(String text) {
        return new Piece(bytes(text), Pause.NONE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static SimulatedPoe plain(Responder responder) {
        return start(SimulatedPoe.Transport.PLAIN_H1, responder);
    }

    public static SimulatedPoe tls(Responder responder) {
        return start(SimulatedPoe.Transport.TLS_H2, responder);
    }

    /** Reads each line as a script of that text, for the path that it begins with if any; {@code ?} cannot be read. */
    static List<QueuedScript> read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.equals("?")) {
            throw new IllegalArgumentException("\"?\" is no script");
        }
        return text.lines().map(WireScripts::queued).toList();
    }

    private static QueuedScript queued(String line) {
        String[] words = line.split(" ", 2);
        return words.length == 2 ? new QueuedScript(words[0], whole(words[1])) : QueuedScript.ofAnyPath(whole(line));
    }

    private static SimulatedPoe start(SimulatedPoe.Transport transport, Responder responder) {
        SimulatedPoe.Options options = SimulatedPoe.Options.of(transport, duration -> {});
        return SimulatedPoe.start(options, responder, WireScripts::read);
    }
}
