package poegateway.core.failure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that can go wrong outside the gateway.
 *
 * @param id number of the fault; those of HTTP/2 alone begin with {@code h2}
 * @param what what happens
 * @param answer what the caller gets where that is no error of its own; empty where a failure stands for the fault
 */
record Fault(String id, String what, String answer) {
    private static Fault failing(String id, String what) {
        return new Fault(id, what, "");
    }

    private static Fault mended(String id, String what, String answer) {
        return new Fault(id, what, answer);
    }

    /** Faults on the side of Poe, then of the caller. */
    static List<Fault> all() {
        return Stream.concat(ofPoe().stream(), ofCallers().stream()).toList();
    }

    private static List<Fault> ofPoe() {
        return List.of(
                failing("1", "the name of Poe's host does not resolve"),
                failing("2", "the connection is refused"),
                failing("3", "nothing answers the connection attempt"),
                failing("4", "the certificate is expired, for another host, or of an unknown authority"),
                failing("5", "the connection is reset during the TLS handshake"),
                failing("6", "a fresh connection closes before the head of the reply"),
                failing("7", "a reused connection closes or resets before the head of the reply"),
                failing("8", "silence before the head of the reply"),
                failing("9", "the connection is reset in the body, nothing was shown yet"),
                failing("10", "the connection is reset, or the body stops short, in mid-stream"),
                failing("11", "silence in mid-stream"),
                mended("12", "the stream drips byte by byte", "the right answer"),
                failing("13", "the stream ends without finish_reason and without [DONE]"),
                mended("14", "the stream has a finish_reason but no [DONE]", "the answer, with [DONE]"),
                failing("15", "a whole reply that is no JSON"),
                failing("16", "an event in mid-stream that is no JSON"),
                mended("17", "odd but legal event framing: CR, CRLF, BOM, comments, split UTF-8", "the right answer"),
                failing("18", "a line without an end"),
                failing("19", "HTML with status 200"),
                mended("20", "a whole reply though a stream was asked for", "a stream of one chunk, and [DONE]"),
                mended("21", "a stream though a whole reply was asked for", "the whole reply, put together"),
                mended("22", "an error as the first event of a stream", "the status and code of that error"),
                failing("23", "an error event in mid-stream"),
                failing("24", "400"),
                failing("25", "401 on the gateway's own key"),
                failing("26", "401 on a caller's own key"),
                failing("27", "402"),
                failing("28", "403"),
                failing("29", "404 for a model"),
                failing("30", "408"),
                failing("31", "413 or 422"),
                mended("32", "429 with a short Retry-After, once", "the answer, after that wait"),
                failing("33", "429 with a long, past or unreadable Retry-After"),
                failing("34", "429 without Retry-After, each time"),
                failing("35", "500 or 502, each time"),
                failing("36", "503 or 529, each time"),
                failing("37", "a redirect"),
                failing("38", "a compressed body that is cut"),
                failing("39", "a bad chunk size, a giant header, or a first line that is not HTTP"),
                failing("h2.1", "the stream is refused unprocessed, each time"),
                failing("h2.2", "the connection goes away before the stream was processed, each time"));
    }

    private static List<Fault> ofCallers() {
        return List.of(
                failing("41", "the caller hangs up before the answer begins"),
                failing("42", "the caller hangs up in mid-stream"),
                failing("43", "the caller closes its half of the connection"),
                failing("44", "the caller reads too slowly"),
                mended("45", "requests are pipelined", "the answers, in order"),
                failing("46", "the body is over the limit"),
                failing("47", "the body is nested too deep"),
                failing("48", "a key stands twice"),
                failing("49", "the body is not strict UTF-8"),
                failing("50", "a number that cannot be held, such as 1e400"),
                failing("51", "an object with too many keys"),
                mended("52", "a picture of many megabytes inside the body", "the answer, up to the body limit"),
                failing("53", "contradicting or malformed framing headers"),
                failing("54", "lines of the head that end in a bare LF"),
                failing("55", "a bad chunk size"),
                failing("56", "a head or a URL that is too long, or a URL that is not clean"),
                failing("58", "the body comes too slowly"),
                failing("59", "TLS, HTTP/0.9 or a bare HTTP/2 preface on the plain port"),
                failing("60", "more requests in a minute than Poe takes"),
                failing("61", "more bodies at once than memory allows"),
                failing("62", "the gateway is told to stop while streams run"),
                failing("63", "larger replies at once than memory allows"));
    }
}
