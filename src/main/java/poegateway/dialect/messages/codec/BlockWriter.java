package poegateway.dialect.messages.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.MediaTypes;
import poegateway.conversation.Part;
import poegateway.conversation.ToolCall;
import poegateway.dialect.CallIds;
import poegateway.dialect.codec.Dropped;
import poegateway.dialect.messages.event.CallInput;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the blocks of a content. */
final class BlockWriter {
    private static final String PDF = "application/pdf";
    private static final Set<String> MARK = Set.of(CacheMarks.NAME);
    private static final Set<String> REFUSAL = Set.of("refusal");

    private final JsonWriter json;
    private final Dropped dropped;
    private final CacheMarks marks;
    private final CallIds ids = new CallIds();

    BlockWriter(JsonWriter json, Dropped dropped, CacheMarks marks) {
        this.json = json;
        this.dropped = dropped;
        this.marks = marks;
    }

    /**
     * Writes a block.
     *
     * @param boundary as for {@link CacheMarks#ofBlock}
     */
    void block(Part part, boolean boundary) {
        switch (part) {
            case Part.Words words -> words(words, boundary);
            case Part.Refusal refusal -> {
                json.beginObject().name("type").word("text").name("text").value(refusal.text());
                more(dropped.kept(refusal.extras(), Dialect.MESSAGES, "content", REFUSAL));
            }
            case Part.Media media -> media(media, boundary);
            case Part.Thinking thinking -> thinking(thinking);
            case Part.Call call -> call(call.call());
            case Part.Result result -> result(result, boundary);
            case Part.Foreign foreign -> foreign(foreign.origin(), foreign.json(), "a part ");
            case Part.ForeignCall foreign -> foreign(foreign.origin(), foreign.json(), "a call ");
        }
    }

    private void foreign(Dialect origin, JsonSlice whole, String what) {
        if (origin != Dialect.MESSAGES) {
            String place =
                    what.startsWith("a call") ? " (tool_calls)" : " in the content of a message (messages.content)";
            throw Dropped.refused(what + Dropped.kind(whole) + place, MessagesPromptWriter.NAME);
        }
        json.value(whole);
    }

    private void words(Part.Words words, boolean boundary) {
        json.beginObject().name("type").word("text").name("text").value(words.text());
        marks.ofBlock(words, boundary, json, dropped);
        more(extras(words.extras()));
    }

    private void thinking(Part.Thinking thinking) {
        JsonText signature = thinking.signature().orElse(JsonText.EMPTY);
        if (thinking.extras().find(BlockReader.REDACTED).isPresent()) {
            json.beginObject()
                    .name("type")
                    .word("redacted_thinking")
                    .name("data")
                    .value(signature);
        } else {
            json.beginObject().name("type").word("thinking").name("thinking").value(thinking.text());
            json.name("signature").value(signature);
        }
        json.endObject();
    }

    private void call(ToolCall call) {
        json.beginObject().name("type").word("tool_use").name("id").value(ids.next(call));
        json.name("name").value(call.name()).name("input").value(CallInput.object(call.arguments()));
        more(dropped.kept(call.extras(), Dialect.MESSAGES, "tool_calls"));
    }

    private void result(Part.Result result, boolean boundary) {
        json.beginObject().name("type").word("tool_result");
        json.name("tool_use_id").value(ids.answeredBy(result).id());
        content(result);
        if (result.failed()) {
            json.name("is_error").value(true);
        }
        marks.ofBlock(result, boundary, json, dropped);
        Map<String, JsonSlice> own =
                dropped.kept(result.extras(), Dialect.MESSAGES, "tool_results", told(result.extras()));
        own.forEach((name, value) -> {
            if (!name.equals(BlockReader.LISTED)) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        json.endObject();
    }

    private void content(Part.Result result) {
        boolean listed = result.extras().origin() == Dialect.MESSAGES
                && result.extras().find(BlockReader.LISTED).isPresent();
        List<Part> parts = result.content();
        if (!listed && parts.size() == 1 && parts.getFirst() instanceof Part.Words words && isPlain(words)) {
            json.name("content").value(words.text());
            return;
        }
        if (parts.isEmpty() && !listed) {
            return;
        }
        json.name("content").beginArray();
        for (Part part : parts) {
            if (!(part instanceof Part.Words words) || !words.text().isEmpty()) {
                block(part, false);
            }
        }
        json.endArray();
    }

    private boolean isPlain(Part.Words words) {
        return CacheMarks.given(words) == null && extras(words.extras()).isEmpty();
    }

    private void media(Part.Media media, boolean boundary) {
        boolean isImage = media.kind() == MediaKind.IMAGE;
        if (!isImage && media.kind() != MediaKind.DOCUMENT) {
            throw Dropped.refused(
                    "a file that is heard or watched (" + media.kind().name().toLowerCase(Locale.ROOT)
                            + " in messages.content)",
                    MessagesPromptWriter.NAME);
        }
        json.beginObject().name("type").word(isImage ? "image" : "document");
        json.name("source").beginObject().name("type");
        switch (media.source()) {
            case MediaSource.Address at -> {
                json.word("url").name("url").value(at.url());
                dropped.addUntoldType(media);
            }
            case MediaSource.FileId file -> json.word("file").name("file_id").value(file.id());
            case MediaSource.Inline inline -> inline(inline, media, isImage);
        }
        json.endObject();
        if (isImage) {
            dropped.addUntoldName(media);
        } else {
            media.name().ifPresent(name -> json.name("title").value(name));
        }
        marks.ofBlock(media, boundary, json, dropped);
        more(extras(media.extras()));
    }

    private void inline(MediaSource.Inline inline, Part.Media media, boolean isImage) {
        String type = inline.mediaType().isEmpty()
                ? media.name()
                        .map(JsonText::decoded)
                        .flatMap(MediaTypes::ofFile)
                        .orElse("")
                : inline.mediaType().decoded();
        if (!isImage && (type.startsWith("text/") || type.equals("application/json"))) {
            text(inline);
        } else if (type.startsWith("image/") == isImage && (isImage || type.equals(PDF))) {
            json.word("base64").name("media_type").value(type).name("data").value(inline.base64());
        } else {
            throw Dropped.refused(
                    "a file of the type '" + (type.matches("[a-z0-9.+/-]{1,80}") ? type : "that it has")
                            + "' (file in messages.content)",
                    MessagesPromptWriter.NAME);
        }
    }

    /** Documents of text are told as text. */
    private void text(MediaSource.Inline inline) {
        try {
            byte[] text = Base64.getDecoder().decode(inline.base64().decoded());
            json.word("text").name("media_type").word("text/plain");
            json.name("data").value(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            throw Dropped.refused("a file that is not in base64 (file in messages.content)", MessagesPromptWriter.NAME);
        }
    }

    private Map<String, JsonSlice> extras(Extras extras) {
        return dropped.kept(extras, Dialect.MESSAGES, "content", told(extras));
    }

    private static Set<String> told(Extras extras) {
        return CacheMarks.isMarked(extras) ? MARK : Set.of();
    }

    private void more(Map<String, JsonSlice> members) {
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }
}
