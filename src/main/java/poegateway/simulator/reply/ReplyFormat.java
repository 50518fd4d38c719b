package poegateway.simulator.reply;

import java.util.List;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.script.Script;

/**
 * The form of the replies to one request: what a surface must bring, so that every model that is not about the wire of
 * another surface can answer on it. Immutable; holds what the request says of form and nothing else.
 */
public interface ReplyFormat {
    /** Which of Poe's two handlers answers. */
    Manner.Shape shape();

    /** A new id of a reply. */
    String newId(ReplyIds ids);

    /** The whole reply. */
    Script whole(ReplyDraft draft);

    /**
     * All events of the streamed reply, in order, with those that end it.
     *
     * @param chunkChars code points of text in one delta, at least 1
     */
    List<StreamEvent> events(ReplyDraft draft, int chunkChars);

    /** An error in place of a reply, to whole and streamed requests alike. */
    Script error(ReplyError error);

    /**
     * The events of an error that ends a stream.
     *
     * @param eventsBefore how many events of the stream came before
     */
    List<StreamEvent> errorEvents(ReplyError error, int eventsBefore);
}
