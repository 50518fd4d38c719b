package poegateway.pairs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * Something that goes wrong with an answer of Poe's, in any form.
 *
 * @param streamed whether it happens to a stream; else to a whole answer
 * @param code of the failure that callers are told
 * @param begun whether the words "half an " came before
 */
record PairFault(String name, boolean streamed, Answer answer, String code, boolean begun) {
    private static final int HALF_AN_EVENT_CHARS = 30;
    private static final int LINE_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 500_000;
    private static final String CLOSED = "upstream_closed";
    private static final String BAD = "upstream_bad_response";
    private static final String TRUNCATED = "upstream_truncated";
    private static final String TOO_LARGE = "upstream_too_large";
    private static final String FAILED = "upstream_error";
    private static final String PAGE = "<html><body>Please log in.</body></html>";
    private static final String ERROR =
            "{\"error\":{\"message\":\"It went wrong.\",\"type\":\"invalid_request_error\",\"code\":400}}";

    /** Whether what was sent before may be lost with the connection. */
    boolean mayLose() {
        return begun && code.equals(CLOSED);
    }

    /** What Poe sends. */
    interface Answer {
        Script of(FaultModel model);
    }

    /** What Poe does to streams and to whole answers alike, before a word of the answer. */
    static List<PairFault> beforeTheAnswer(boolean overHttp2) {
        String unreadable = overHttp2 ? CLOSED : BAD;
        List<PairFault> faults = new ArrayList<>();
        for (boolean streamed : List.of(false, true)) {
            String form = streamed ? "stream: " : "whole: ";
            faults.add(mishap(form + "closed before the head", streamed, new Mishap.CloseBeforeHead(), CLOSED));
            faults.add(mishap(form + "reset before the head", streamed, new Mishap.ResetBeforeHead(), CLOSED));
            faults.add(mishap(form + "head is no HTTP", streamed, new Mishap.BadStatusLine(), unreadable));
            faults.add(mishap(form + "head too large", streamed, new Mishap.HugeHeader(HEADER_BYTES), BAD));
            faults.add(mishap(form + "closed before the body", streamed, new Mishap.CloseMidBody(0), CLOSED));
            faults.add(mishap(form + "reset before the body", streamed, new Mishap.ResetMidBody(0), CLOSED));
            faults.add(
                    mishap(form + "line without an end", streamed, new Mishap.EndlessLine(0, LINE_BYTES), TOO_LARGE));
            faults.add(first(form + "a page", streamed, model -> Scripts.whole(200, "text/html", PAGE, Map.of()), BAD));
            faults.add(first(
                    form + "an error as a whole body", streamed, model -> Scripts.json(200, ERROR), "invalid_value"));
            faults.add(first(form + "JSON that breaks off", streamed, PairFault::broken, BAD));
            faults.add(first(form + "another object", streamed, model -> Scripts.json(200, "{\"a\":1}"), BAD));
        }
        faults.add(first("whole: nothing", false, model -> Scripts.json(200, ""), BAD));
        faults.add(first("stream: nothing", true, model -> Scripts.stream(List.of()), TRUNCATED));
        faults.add(first("stream: garbage first", true, model -> stream(garbled(model) + model.end()), BAD));
        return faults;
    }

    /** What goes wrong in the middle. */
    static List<PairFault> inTheAnswer(boolean overHttp2) {
        String unreadable = overHttp2 ? CLOSED : BAD;
        return List.of(
                whole("closed in the middle", new Mishap.CloseMidBody(1), CLOSED),
                whole("reset in the middle", new Mishap.ResetMidBody(1), CLOSED),
                whole("ended in the middle", new Mishap.EndEarly(1), BAD),
                whole("compressed and cut", new Mishap.Gzip(true), BAD),
                whole("a chunk size that is no number", new Mishap.BadChunkSize(1), unreadable),
                whole("a line without an end", new Mishap.EndlessLine(1, LINE_BYTES), TOO_LARGE),
                late(
                        "closed between events",
                        model -> model.stream(model.end()).with(new Mishap.CloseMidBody(2)),
                        CLOSED),
                late(
                        "reset between events",
                        model -> model.stream(model.end()).with(new Mishap.ResetMidBody(2)),
                        CLOSED),
                late("closed in an event", model -> halfAnEvent(model).with(new Mishap.CloseMidBody(3)), CLOSED),
                late("reset in an event", model -> halfAnEvent(model).with(new Mishap.ResetMidBody(3)), CLOSED),
                late("ended in an event", PairFault::halfAnEvent, TRUNCATED),
                late("ended without its end", FaultModel::stream, TRUNCATED),
                late(
                        "a chunk size that is no number",
                        model -> model.stream(model.end()).with(new Mishap.BadChunkSize(2)),
                        unreadable),
                late(
                        "a line without an end",
                        model -> model.stream(model.end()).with(new Mishap.EndlessLine(2, LINE_BYTES)),
                        TOO_LARGE),
                late("an event that is garbage", model -> model.stream(garbled(model), model.end()), BAD),
                late("half a character", model -> spoilt(model.stream(model.words("?"), model.end())), BAD),
                late("an error", model -> model.stream(model.failing()), FAILED),
                late("an error and then the end", model -> model.stream(model.failing(), model.end()), FAILED));
    }

    private static PairFault mishap(String name, boolean streamed, Mishap mishap, String code) {
        return first(
                name, streamed, model -> (streamed ? model.stream(model.end()) : model.halves()).with(mishap), code);
    }

    private static PairFault first(String name, boolean streamed, Answer answer, String code) {
        return new PairFault(name, streamed, answer, code, false);
    }

    private static PairFault whole(String name, Mishap mishap, String code) {
        return first("whole: " + name, false, model -> model.halves().with(mishap), code);
    }

    private static PairFault late(String name, Answer answer, String code) {
        return new PairFault("stream: " + name, true, answer, code, true);
    }

    private static Script stream(String text) {
        return Scripts.stream(List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Script halfAnEvent(FaultModel model) {
        return model.stream(model.words("more").substring(0, HALF_AN_EVENT_CHARS));
    }

    private static String garbled(FaultModel model) {
        return model.words("more").replace("more\"", "more\"\"");
    }

    private static Script broken(FaultModel model) {
        return Scripts.json(
                200, model.hasWhole() ? model.whole().substring(0, model.whole().length() / 2) : "{\"a\":");
    }

    /** The question marks become bytes that begin a character and do not go on. */
    private static Script spoilt(Script script) {
        List<Script.Piece> pieces = script.pieces().stream()
                .map(piece -> {
                    byte[] bytes = Arrays.copyOf(piece.bytes(), piece.bytes().length);
                    for (int at = 0; at < bytes.length; at++) {
                        bytes[at] = bytes[at] == '?' ? (byte) 0xC3 : bytes[at];
                    }
                    return new Script.Piece(bytes, piece.before());
                })
                .toList();
        return new Script(script.status(), script.headers(), script.framing(), pieces, script.mishap());
    }
}
