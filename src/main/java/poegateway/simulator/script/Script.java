package poegateway.simulator.script;

import java.util.List;
import java.util.Map;

/**
 * One reply of the simulator, decided before its first byte.
 *
 * @param status HTTP status
 * @param headers headers beside those of framing
 * @param framing how HTTP/1.1 shows where the body ends (HTTP/2 has its own way)
 * @param pieces the body; each piece is written and flushed by itself
 * @param mishap the fault to do on the way
 */
public record Script(int status, Map<String, String> headers, Framing framing, List<Piece> pieces, Mishap mishap) {
    /** How HTTP/1.1 shows where a body ends. */
    public enum Framing {
        CONTENT_LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    /**
     * A part of the body.
     *
     * @param bytes written and flushed at once
     * @param before what is waited for first
     */
    @SuppressWarnings("ArrayRecordComponent") // written once and thrown away; never compared
    public record Piece(byte[] bytes, Pause before) {}

    public Script {
        headers = Map.copyOf(headers);
        pieces = List.copyOf(pieces);
    }

    /** The same reply with a fault on the way. */
    public Script with(Mishap fault) {
        return new Script(status, headers, framing, pieces, fault);
    }
}
