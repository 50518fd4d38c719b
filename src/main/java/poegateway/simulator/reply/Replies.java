package poegateway.simulator.reply;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.answer.TurnAuthor;
import poegateway.simulator.script.Delayer;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.Scripts;

/** Drafts replies, and sends streams at a pace, in a manner. Safe for use from many threads. */
public final class Replies {
    private final Manner manner;
    private final Delayer delayer;
    private final InstantSource clock;
    private final ReplyIds ids;
    private final TurnAuthor author;

    /** Replies whose pictures are where Poe keeps its own, which the simulator is not. */
    public Replies(Manner manner, Delayer delayer, InstantSource clock, ReplyIds ids) {
        this(manner, delayer, clock, ids, () -> TurnAuthor.POE_MEDIA);
    }

    /** {@code pictures} tells scheme, host and port of the server that has the pictures which models made. */
    public Replies(Manner manner, Delayer delayer, InstantSource clock, ReplyIds ids, Supplier<String> pictures) {
        this.manner = manner;
        this.delayer = delayer;
        this.clock = clock;
        this.ids = ids;
        this.author = new TurnAuthor(ids, pictures);
    }

    /** A reply to that question, to be written in that format. */
    public ReplyDraft draft(Question question, ModelCard card, ReplyFormat format) {
        Manner.Shape shape = format.shape();
        boolean legacy = shape == Manner.Shape.LEGACY;
        return new ReplyDraft(
                shape,
                format.newId(ids),
                now().getEpochSecond(),
                legacy ? question.model() : upstreamName(card),
                author.answer(question, card, shape, manner.usageExact() || !legacy));
    }

    /** Upstream names carry a date, as {@code gpt-4.1-2025-04-14} does. */
    private static String upstreamName(ModelCard card) {
        return card.id() + "-" + LocalDate.ofInstant(Instant.ofEpochMilli(card.createdMillis()), ZoneOffset.UTC);
    }

    /** The events of the draft's stream, with deltas of the manner's length. */
    List<StreamEvent> events(ReplyDraft draft, ReplyFormat format) {
        return format.events(draft, manner.chunkChars());
    }

    /** A stream of these events, at the manner's pace. */
    public Script stream(List<StreamEvent> events) {
        return raw(events.stream().map(StreamEvent::frame).toList());
    }

    /** A stream of raw pieces at the manner's pace. */
    public Script raw(List<String> pieces) {
        return bytes(pieces.stream()
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** The same of bytes. */
    public Script bytes(List<byte[]> pieces) {
        Pause pace = pause(manner.pace());
        var paced = new ArrayList<Piece>(pieces.size());
        pieces.forEach(bytes -> paced.add(new Piece(bytes, pace)));
        return Scripts.streamOf(paced);
    }

    /** A wait of that length; no wait at all when it is zero. */
    public Pause pause(Duration wait) {
        return wait.isZero() ? Pause.NONE : () -> delayer.delay(wait);
    }

    public Instant now() {
        return clock.instant();
    }
}
