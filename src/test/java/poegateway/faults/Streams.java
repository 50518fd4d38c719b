package poegateway.faults;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import poegateway.rig.ChatDialect;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Streams of Poe whose every byte is known, so that what leaves the gateway can be compared byte by byte. */
final class Streams {
    static final String DONE = ChatDialect.DONE;
    static final String FIRST = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    static final String END = chunk("{}", "\"stop\"");

    private Streams() {}

    /** A gate that a test opens; what waits before it goes on then. */
    static final class Gate implements Pause {
        private final CountDownLatch open = new CountDownLatch(1);

        void open() {
            open.countDown();
        }

        @Override
        public void await() throws InterruptedException {
            if (!open.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        }
    }

    static String delta(String content) {
        return chunk("{\"content\":\"" + content + "\"}", "null");
    }

    static String chunk(String delta, String finish) {
        return ChatDialect.chunk(delta, finish);
    }

    /** Poe's error as an event of a stream. */
    static String error(int status, String type) {
        return ChatDialect.poeError(status, type);
    }

    /** The payloads as events in the one form that leaves the gateway. */
    static String frames(String... payloads) {
        return Arrays.stream(payloads).map(ChatDialect::frame).collect(Collectors.joining());
    }

    static Script.Piece event(String payload, Pause before) {
        return new Script.Piece(Scripts.event(payload), before);
    }

    static Script.Piece event(String payload) {
        return event(payload, Pause.NONE);
    }

    /** That text as a stream of bytes, each piece sent by itself. */
    static Script cut(String text, int pieceBytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = IntStream.iterate(0, at -> at < all.length, at -> at + pieceBytes)
                .mapToObj(at -> Arrays.copyOfRange(all, at, Math.min(at + pieceBytes, all.length)))
                .toList();
        return Scripts.stream(pieces);
    }
}
