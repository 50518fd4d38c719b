package poegateway.simulator.chat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

/** Writes the content of an answer in the form of chat completions, at a pace. */
public final class ChatReplies {
    private final Manner manner;
    private final Delayer delayer;
    private final InstantSource clock;
    private final ReplyIds ids;
    private final TurnAuthor author;

    public ChatReplies(Manner manner, Delayer delayer, InstantSource clock, ReplyIds ids) {
        this.manner = manner;
        this.delayer = delayer;
        this.clock = clock;
        this.ids = ids;
        this.author = new TurnAuthor(ids);
    }

    /** A reply to that question in that shape. */
    public ReplyDraft draft(Question question, ModelCard card, Manner.Shape shape) {
        return switch (shape) {
            case LEGACY ->
                new ReplyDraft(
                        shape,
                        ids.chat(),
                        now().getEpochSecond(),
                        question.model(),
                        author.answer(question, card, shape, manner.usageExact()));
            case PASS_THROUGH ->
                new ReplyDraft(
                        shape,
                        ids.chatUuid(),
                        now().getEpochSecond(),
                        upstreamName(card),
                        author.answer(question, card, shape, true));
        };
    }

    /** Upstream names carry a date, as {@code gpt-4.1-2025-04-14} does. */
    private static String upstreamName(ModelCard card) {
        return card.id() + "-" + LocalDate.ofInstant(Instant.ofEpochMilli(card.createdMillis()), ZoneOffset.UTC);
    }

    /** The payloads of the draft's stream, {@code [DONE]} included. */
    List<String> payloads(ReplyDraft draft, boolean includeUsage) {
        return ChunkForm.of(draft, manner.chunkChars(), includeUsage);
    }

    /** A stream with one event for each payload, at the manner's pace. */
    public Script stream(List<String> payloads) {
        return raw(payloads.stream().map(payload -> "data: " + payload + "\n\n").toList());
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
