package poegateway.rig;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import poegateway.core.failure.Failure;
import poegateway.front.Surface;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * One dialect as both ends speak it: how a caller asks and understands, and how Poe answers. A {@link GatewayTest} whose method
 * takes one runs once for each. Without state.
 */
public interface TestDialect {
    /** Surfaces of it that a gateway does not have by itself. */
    List<Surface.Factory> surfaces();

    /** Whether the simulator answers by the model that a request names. Where it does not, each request needs a script. */
    boolean simulated();

    /** Path at the gateway. */
    String path();

    /** Path at Poe, as the simulator counts it. */
    String pathAtPoe();

    /** Body of a request. */
    String body(String model, boolean stream, String question);

    /** Body of a request that says hello. */
    default String body(String model, boolean stream) {
        return body(model, stream, "hello");
    }

    /** How a caller shows its key. */
    Headers key(String key);

    /** Poe's whole answer with that text. */
    Script whole(String text);

    /**
     * What Poe sends for each piece of a text, in order. Whatever opens a stream is part of the first; none ends it.
     *
     * @return as many as there are pieces, each with its blank line, in the form that leaves the gateway unchanged
     */
    List<String> events(String... pieces);

    /** What ends a stream of Poe's that is complete. */
    String end();

    /** Words that nothing but the end of a complete stream has. */
    String endMark();

    /** Poe's error as an event of a stream, in the words "It went wrong.". */
    String failing(int status, String type);

    /** Poe's complete stream of those pieces, each sent by itself, and last its end. */
    default Script stream(String... pieces) {
        return brokenBy(end(), pieces);
    }

    /** The bytes of that stream, as they also leave the gateway. */
    default String streamed(String... pieces) {
        return String.join("", events(pieces)) + end();
    }

    /** Poe's stream that sends a piece, waits, and is complete. */
    default Script stream(String piece, Pause beforeEnd) {
        return Scripts.streamOf(
                List.of(Scripts.piece(String.join("", events(piece))), Scripts.piece(end(), beforeEnd)));
    }

    /** Poe's stream of those pieces, each sent by itself, which ends with other bytes than it should; empty are none. */
    default Script brokenBy(String last, String... pieces) {
        List<String> sent = new ArrayList<>(events(pieces));
        sent.add(last);
        return Scripts.stream(sent.stream()
                .filter(piece -> !piece.isEmpty())
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Poe's whole answer, whose body waits. */
    default Script whole(String text, Pause before) {
        Script whole = whole(text);
        List<Script.Piece> pieces = whole.pieces().stream()
                .map(piece -> new Script.Piece(piece.bytes(), before))
                .toList();
        return new Script(whole.status(), whole.headers(), whole.framing(), pieces, whole.mishap());
    }

    /** Poe's answer in the form that is asked for. */
    default Script answer(String text, boolean stream) {
        return stream ? stream(text) : whole(text);
    }

    /** The pieces of text in a stream, in order, without those that are empty. */
    List<String> pieces(Reply reply);

    /** The text of a whole answer. */
    String wholeText(Reply reply);

    /** The text of an answer, whole or streamed. */
    default String text(Reply reply) {
        return isStream(reply) ? String.join("", pieces(reply)) : wholeText(reply);
    }

    /** Whether an answer is a stream of events, by its body: all whole answers and errors are JSON objects. */
    default boolean isStream(Reply reply) {
        return !reply.body().startsWith("{");
    }

    /** Whether it is an answer that ended as it should. */
    boolean ended(Reply reply);

    /** Whether anything in a stream could be taken for its end. */
    boolean showsEnd(Reply reply);

    /** The error of an answer, or the one that a stream ends with; fails where there is none or its form is not right. */
    SpokenError error(Reply reply);

    /** The word of the dialect for failures of that kind. */
    String kind(Failure.Kind kind);

    /** How many events of a stream are errors. */
    long errors(Reply reply);
}
