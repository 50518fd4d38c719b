package poegateway.front.stdio;

/** What a client wrote up to the end of a line. */
sealed interface InputLine {
    /** A line without its end. */
    record Text(byte[] bytes) implements InputLine {}

    /** A line over the limit, of which nothing is kept. */
    record TooLong() implements InputLine {}

    /** The client writes no more. */
    record End() implements InputLine {}
}
