package poegateway.front.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines up to a limit. A line ends with LF, with CR and LF, or where the input does; empty ones are passed over. */
final class LineReader {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream in;
    private final long lineBytesMax;

    LineReader(InputStream in, long lineBytesMax) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.lineBytesMax = lineBytesMax;
    }

    /** The next line; blocks until it is whole. */
    InputLine next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long length = 0;
            int read = in.read();
            while (read >= 0 && read != '\n') {
                length++;
                if (length <= lineBytesMax) {
                    line.write(read);
                } else {
                    line.reset();
                }
                read = in.read();
            }
            if (length > lineBytesMax) {
                return new InputLine.TooLong();
            }
            byte[] text = withoutReturn(line.toByteArray());
            if (text.length > 0) {
                return new InputLine.Text(text);
            }
            if (read < 0) {
                return new InputLine.End();
            }
        }
    }

    private static byte[] withoutReturn(byte... line) {
        boolean ends = line.length > 0 && line[line.length - 1] == '\r';
        return ends ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }
}
