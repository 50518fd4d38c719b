package poegateway.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import poegateway.simulator.script.Delayer;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;

/** Those mishaps that are only another script: what comes out is sent without a fault. */
final class MishapAdapter {
    private MishapAdapter() {}

    /** At most that many pieces. */
    static Script first(Script script, int pieces) {
        int kept = Math.clamp(pieces, 0, script.pieces().size());
        return withPieces(script, script.pieces().subList(0, kept));
    }

    static Script dripping(Script script, Mishap.Drip drip, Delayer delayer) {
        List<Piece> drops = new ArrayList<>();
        for (Piece piece : script.pieces()) {
            Pause before = piece.before();
            for (byte[] drop : slices(piece.bytes(), Math.max(1, drip.bytesPerWrite()))) {
                Pause waitedFirst = before;
                drops.add(new Piece(drop, () -> {
                    waitedFirst.await();
                    delayer.delay(drip.pause());
                }));
                before = Pause.NONE;
            }
        }
        return withPieces(script, drops);
    }

    static Script withHeader(Script script, String name, String value) {
        Map<String, String> headers = new HashMap<>(script.headers());
        headers.put(name, value);
        return new Script(script.status(), headers, script.framing(), script.pieces(), Mishap.NONE);
    }

    /** Each piece can be read when it arrives; what ends the compressed stream is a piece of its own. */
    static Script zipped(Script script, boolean truncated) {
        List<Piece> zipped = zip(script.pieces());
        List<Piece> pieces = truncated ? firstBytes(zipped, totalBytes(zipped) / 2) : zipped;
        return withHeader(withPieces(script, pieces), "content-encoding", "gzip");
    }

    static long totalBytes(List<Piece> pieces) {
        return pieces.stream().mapToLong(piece -> piece.bytes().length).sum();
    }

    private static Script withPieces(Script script, List<Piece> pieces) {
        return new Script(script.status(), script.headers(), script.framing(), pieces, Mishap.NONE);
    }

    private static List<byte[]> slices(byte[] bytes, int size) {
        List<byte[]> slices = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            slices.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return slices;
    }

    private static List<Piece> zip(List<Piece> pieces) {
        List<Piece> zipped = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, true)) {
            for (Piece piece : pieces) {
                gzip.write(piece.bytes());
                gzip.flush();
                zipped.add(new Piece(taken(out), piece.before()));
            }
            gzip.finish();
            zipped.add(new Piece(taken(out), Pause.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return zipped;
    }

    private static byte[] taken(ByteArrayOutputStream out) {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private static List<Piece> firstBytes(List<Piece> pieces, long bytes) {
        List<Piece> kept = new ArrayList<>();
        long left = bytes;
        for (Piece piece : pieces) {
            int length = (int) Math.min(left, piece.bytes().length);
            if (length > 0) {
                kept.add(new Piece(Arrays.copyOf(piece.bytes(), length), piece.before()));
            }
            left -= length;
        }
        return kept;
    }
}
