package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.OpenAiUsage;
import poegateway.dialect.codec.ReplacedWords;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.TextTemplate;

/** Reads the chunks of one stream into the steps of a reply. Only the first choice is read; Poe gives no other. */
final class ChunkSteps {
    private static final int DATA_PREFIX_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;

    private final CallSteps calls = new CallSteps();
    private final ReplacedWords said = new ReplacedWords();
    private boolean saidBeside;
    private final TextTemplate wordsAlone = new TextTemplate();
    private final OneText single = new OneText();
    private boolean begun;
    private @Nullable StopReason stop;
    private boolean finished;

    /** Takes an event as {@link poegateway.wire.SseReader} gives it. */
    void read(byte[] frame, int from, int to, ReplyEvents into) throws IOException {
        int data = from + DATA_PREFIX_BYTES;
        if (frame[from] != 'd' || frame[data] != '{') {
            return; // the end mark, or an event that says nothing in this dialect
        }
        JsonText known = wordsAlone.find(frame, from, to);
        if (known != null) {
            words("content", known, into);
            return;
        }
        single.begin(into);
        try {
            JsonCursor cursor = new JsonCursor(frame, data, to - FRAME_END_BYTES);
            cursor.need();
            chunk(cursor, single);
            single.learn(wordsAlone, frame, from, to);
        } catch (JsonFault broken) {
            throw new FailureException(new ReplyFailure.BadResponse("broken JSON"), broken);
        }
    }

    /** The stream has ended as it should. */
    void finish(ReplyEvents into) throws IOException {
        if (!finished) {
            finished = true;
            calls.end(into);
            into.accept(new ReplyEvent.Finished(stop == null ? StopReason.STOP : stop));
        }
    }

    private void chunk(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        Head head = new Head();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            switch (name) {
                case "choices" -> {
                    begin(head, into);
                    choices(cursor, into);
                }
                case "usage" -> {
                    begin(head, into);
                    usage(cursor, into);
                }
                default -> head.note(name, cursor, begun);
            }
        }
    }

    private void begin(Head head, ReplyEvents into) throws IOException {
        if (!begun) {
            begun = true;
            into.accept(head.begun());
        }
    }

    private void choices(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        for (int i = 0; cursor.need() != JsonToken.END_ARRAY; i++) {
            if (i == 0 && cursor.current() == JsonToken.START_OBJECT) {
                choice(cursor, into);
            } else {
                cursor.skip();
            }
        }
    }

    private void choice(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            switch (name) {
                case "delta" -> delta(cursor, into);
                case "message" -> {
                    single.isNoDelta();
                    message(cursor, into);
                }
                case "finish_reason" -> finishReason(cursor);
                case "index" -> cursor.skip();
                default -> other("choice." + name, cursor.slice(), into);
            }
        }
        if (stop != null) {
            finish(into);
        }
    }

    private void finishReason(JsonCursor cursor) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_STRING) {
            stop = StopReasons.read(cursor.text());
        } else {
            cursor.skip();
        }
    }

    private void delta(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        if (cursor.current() != JsonToken.START_OBJECT) {
            cursor.skip();
            return;
        }
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            JsonToken value = cursor.need();
            switch (name) {
                case "role" -> cursor.skip();
                case "function_call" -> olderCall(cursor, into);
                case "tool_calls" -> calls(cursor, false, into);
                case "content", "reasoning_content", "refusal" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        words(name, cursor.rawText(), into);
                    } else {
                        cursor.skip();
                    }
                }
                default -> other(name, cursor.slice(), into);
            }
        }
    }

    /** In place of a delta: the rest of the message, or all of it once more, of which only what is new is told. */
    private void message(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        if (cursor.current() != JsonToken.START_OBJECT) {
            cursor.skip();
            return;
        }
        JsonSlice whole = cursor.slice();
        JsonSlice content = JsonMembers.of(whole).getOrDefault("content", JsonSlice.NULL);
        Optional<JsonText> added =
                content.isString() && !said.isEmpty() ? said.added(content.text()) : Optional.empty();
        if (added.isEmpty()) {
            JsonCursor again = new JsonCursor(whole.source(), whole.from(), whole.to());
            again.need();
            delta(again, into);
            return;
        }
        words("content", added.get(), into);
        rest(whole, into);
    }

    private void rest(JsonSlice whole, ReplyEvents into) throws JsonFault, IOException {
        JsonCursor again = new JsonCursor(whole.source(), whole.from(), whole.to());
        again.need();
        while (again.need() == JsonToken.FIELD_NAME) {
            String name = again.name();
            JsonToken value = again.need();
            boolean text = value == JsonToken.VALUE_STRING && !saidBeside;
            if (name.equals("tool_calls")) {
                calls(again, true, into);
            } else if (text && (name.equals("reasoning_content") || name.equals("refusal"))) {
                words(name, again.rawText(), into);
            } else {
                again.skip();
            }
        }
    }

    private void words(String name, JsonText text, ReplyEvents into) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        if (name.equals("content")) {
            said.add(text);
            into.accept(new ReplyEvent.Words(text));
        } else {
            saidBeside = true;
            into.accept(name.equals("refusal") ? new ReplyEvent.RefusalWords(text) : new ReplyEvent.Thoughts(text));
        }
    }

    private static void other(String name, JsonSlice value, ReplyEvents into) throws IOException {
        if (!value.isNull()) {
            into.accept(new ReplyEvent.Others(new Extras(Dialect.CHAT, Map.of(name, value))));
        }
    }

    /** @param newAlone whether pieces of calls that have begun say the same once more */
    private void calls(JsonCursor cursor, boolean newAlone, ReplyEvents into) throws JsonFault, IOException {
        if (cursor.current() != JsonToken.START_ARRAY) {
            cursor.skip();
            return;
        }
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() != JsonToken.START_OBJECT) {
                cursor.skip();
                continue;
            }
            CallPiece piece = CallPiece.read(cursor);
            if (!newAlone || !calls.knows(piece.index())) {
                calls.add(piece, into);
            }
        }
    }

    private void olderCall(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        if (cursor.current() == JsonToken.START_OBJECT) {
            calls.add(CallPiece.readOlder(cursor), into);
        } else {
            cursor.skip();
        }
    }

    private static void usage(JsonCursor cursor, ReplyEvents into) throws JsonFault, IOException {
        if (cursor.current() == JsonToken.START_OBJECT) {
            Optional<ReplyEvent.Counted> counted = OpenAiUsage.read(cursor.slice());
            if (counted.isPresent()) {
                into.accept(counted.get());
            }
        } else {
            cursor.skip();
        }
    }

    /** Passes steps on, and sees whether there was one alone, and that words. */
    private static final class OneText implements ReplyEvents {
        private ReplyEvents next = event -> {};
        private @Nullable JsonText text;
        private int count;
        private boolean delta;

        void begin(ReplyEvents into) {
            next = into;
            text = null;
            count = 0;
            delta = true;
        }

        /** What is told may be a part of a text that comes once more, so the next like it cannot be told unread. */
        void isNoDelta() {
            delta = false;
        }

        @Override
        public void accept(ReplyEvent event) throws IOException {
            count++;
            text = event instanceof ReplyEvent.Words words ? words.delta() : null;
            next.accept(event);
        }

        void learn(TextTemplate template, byte[] frame, int from, int to) {
            JsonText words = text;
            if (delta && count == 1 && words != null) {
                template.learn(frame, from, to, words);
            }
        }
    }

    /** What a chunk says about the whole reply; only the first one's counts. */
    static final class Head {
        private final Map<String, JsonSlice> extras = new LinkedHashMap<>();
        private Optional<JsonText> id = Optional.empty();
        private Optional<JsonText> model = Optional.empty();
        private OptionalLong created = OptionalLong.empty();

        void note(String name, JsonCursor cursor, boolean known) throws JsonFault {
            boolean isText = cursor.current() == JsonToken.VALUE_STRING;
            if (known || name.equals("object")) {
                cursor.skip();
            } else if (name.equals("id") && isText) {
                id = Optional.of(cursor.rawText());
            } else if (name.equals("model") && isText) {
                model = Optional.of(cursor.rawText());
            } else if (name.equals("created") && cursor.current() == JsonToken.VALUE_NUMBER_INT) {
                created = OptionalLong.of((long) cursor.number());
            } else {
                extras.put(name, cursor.slice());
            }
        }

        ReplyEvent.Begun begun() {
            return new ReplyEvent.Begun(id, created, model, new Extras(Dialect.CHAT, extras));
        }
    }
}
