package poegateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.Script.Piece;

/** Gives what is said its form and its pace. */
final class ChatReplies {
    private final Manner manner;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private final Ids ids;
    private final TurnAuthor author;

    ChatReplies(Manner manner, Sleeper sleeper, InstantSource clock, Ids ids) {
        this.manner = manner;
        this.sleeper = sleeper;
        this.clock = clock;
        this.ids = ids;
        this.author = new TurnAuthor(ids);
    }

    /** A reply to that request in that shape. */
    Draft draft(ChatRequest request, Card card, Manner.Shape shape) {
        return switch (shape) {
            case LEGACY ->
                new Draft(
                        shape,
                        ids.chat(),
                        now().getEpochSecond(),
                        request.model(),
                        author.answer(request, card, shape, manner.usageExact()));
            case PASS_THROUGH ->
                new Draft(
                        shape,
                        ids.chatUuid(),
                        now().getEpochSecond(),
                        upstreamName(card),
                        author.answer(request, card, shape, true));
        };
    }

    /** Upstream names carry a date, as {@code gpt-4.1-2025-04-14} does. */
    private static String upstreamName(Card card) {
        return card.id() + "-" + LocalDate.ofInstant(Instant.ofEpochMilli(card.createdMillis()), ZoneOffset.UTC);
    }

    /** The draft as the request wants it: streamed or whole. */
    Script script(Draft draft, ChatRequest request) {
        return request.stream() ? stream(payloads(draft, request)) : Scripts.json(200, WholeForm.of(draft));
    }

    /** The payloads of the draft's stream, {@code [DONE]} included. */
    List<String> payloads(Draft draft, ChatRequest request) {
        return ChunkForm.of(draft, manner.chunkChars(), request.includeUsage());
    }

    /** A stream with one event for each payload, at the manner's pace. */
    Script stream(List<String> payloads) {
        return raw(payloads.stream().map(payload -> "data: " + payload + "\n\n").toList());
    }

    /** A stream of raw pieces at the manner's pace. */
    Script raw(List<String> pieces) {
        return bytes(pieces.stream()
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** The same of bytes. */
    Script bytes(List<byte[]> pieces) {
        Pause pace = pause(manner.pace());
        var paced = new ArrayList<Piece>(pieces.size());
        pieces.forEach(bytes -> paced.add(new Piece(bytes, pace)));
        return Scripts.streamOf(paced);
    }

    /** A wait of that length; no wait at all when it is zero. */
    Pause pause(Duration wait) {
        return wait.isZero() ? Pause.NONE : () -> sleeper.sleep(wait);
    }

    Instant now() {
        return clock.instant();
    }
}
