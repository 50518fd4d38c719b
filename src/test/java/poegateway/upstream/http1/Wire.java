package poegateway.upstream.http1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Bytes that come from a text, in pieces of a size. */
final class Wire {
    private Wire() {}

    static InputBuffer of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    static InputBuffer of(String text, int pieceBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int[] at = new int[1];
        return new InputBuffer((target, offset, length) -> {
            int read = Math.min(Math.min(length, pieceBytes), bytes.length - at[0]);
            if (read == 0) {
                return -1;
            }
            System.arraycopy(bytes, at[0], target, offset, read);
            at[0] += read;
            return read;
        });
    }

    /** Reads to the end. */
    static String text(ResponseBody body, int bufferBytes) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[bufferBytes];
        for (int read = body.read(buffer, 0, bufferBytes); read >= 0; read = body.read(buffer, 0, bufferBytes)) {
            text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
