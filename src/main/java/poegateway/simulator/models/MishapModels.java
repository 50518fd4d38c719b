package poegateway.simulator.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.script.Script.Piece;

/** An ordinary reply whose connection goes wrong. */
final class MishapModels {
    /** Pieces sent before a fault in the body: of a stream the role and one delta, of a whole reply two quarters. */
    private static final int AFTER = 2;
    /** Pieces that a whole reply is cut into, so that a fault can come between. */
    private static final int PARTS = 4;
    /** Beyond what any client should hold for one line. */
    private static final long LINE_BYTES = 64L << 20;
    /** Beyond what common clients accept as headers. */
    private static final int HEADER_BYTES = 500_000;

    private MishapModels() {}

    static List<MagicModel> models() {
        return List.of(
                of("close-before-head", "the connection closes before any byte", new Mishap.CloseBeforeHead()),
                of("reset-before-head", "the connection is reset before any byte", new Mishap.ResetBeforeHead()),
                of("hang-before-head", "nothing is sent until the caller hangs up", new Mishap.HangBeforeHead()),
                of("reset-after-head", "reset after the head, before any of the body", new Mishap.ResetMidBody(0)),
                of("reset-mid-body", "reset in the body", new Mishap.ResetMidBody(AFTER)),
                of("close-mid-body", "closed in the body, last chunk missing", new Mishap.CloseMidBody(AFTER)),
                new MagicModel(
                        "mishap-short-length",
                        "closed in the body, short of its `content-length`",
                        context -> withLength(cut(context.ordinary())).with(new Mishap.CloseMidBody(AFTER))),
                of("end-early", "the body ends properly, but too early", new Mishap.EndEarly(AFTER)),
                of("end-empty", "the body ends properly before its first byte", new Mishap.EndEarly(0)),
                of("hang-mid-body", "silent in the body until the caller hangs up", new Mishap.HangMidBody(AFTER)),
                of("drip", "one byte a millisecond", new Mishap.Drip(1, Duration.ofMillis(1))),
                of("endless-line", "a line of 64 MiB in the body", new Mishap.EndlessLine(AFTER, LINE_BYTES)),
                of("gzip", "compressed though nobody asked", new Mishap.Gzip(false)),
                of("gzip-truncated", "compressed and cut in the middle", new Mishap.Gzip(true)),
                of("bad-chunk-size", "a chunk size that is no number (HTTP/1.1)", new Mishap.BadChunkSize(AFTER)),
                of("huge-header", "a header of 500,000 bytes", new Mishap.HugeHeader(HEADER_BYTES)),
                of("bad-status-line", "a first line that is not HTTP (HTTP/1.1)", new Mishap.BadStatusLine()),
                of("informational-first", "100 and 103 come before the reply", new Mishap.InformationalFirst()),
                of("refuse-stream", "HTTP/2: the stream is refused unprocessed", new Mishap.RefuseStream()),
                of("go-away", "HTTP/2: GOAWAY below this stream, then closed", new Mishap.GoAway()));
    }

    private static MagicModel of(String name, String meaning, Mishap mishap) {
        return new MagicModel(
                "mishap-" + name, meaning, context -> cut(context.ordinary()).with(mishap));
    }

    private static Script withLength(Script script) {
        return new Script(script.status(), script.headers(), Framing.CONTENT_LENGTH, script.pieces(), script.mishap());
    }

    /** The same reply in several pieces when it is in one. */
    private static Script cut(Script script) {
        if (script.pieces().size() != 1) {
            return script;
        }
        byte[] whole = script.pieces().getFirst().bytes();
        var parts = new ArrayList<Piece>();
        for (int i = 0; i < PARTS; i++) {
            int from = whole.length * i / PARTS;
            int to = whole.length * (i + 1) / PARTS;
            parts.add(new Piece(Arrays.copyOfRange(whole, from, to), Pause.NONE));
        }
        return new Script(script.status(), Map.copyOf(script.headers()), script.framing(), parts, script.mishap());
    }
}
