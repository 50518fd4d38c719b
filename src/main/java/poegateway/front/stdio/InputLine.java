package poegateway.front.stdio;

/** What a client wrote up to the end of a line. */
sealed interface InputLine {
    /** A line without its end. */
    final class Text implements InputLine {
        private final byte[] bytes;

        Text(byte... bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** A line over the limit, of which nothing is kept. */
    record TooLong() implements InputLine {}

    /** The client writes no more. */
    record End() implements InputLine {}
}
