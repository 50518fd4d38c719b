package poegateway.dialect.responses.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes what a message or a result holds: one text where it is one, else a list of parts. */
final class ContentWriter {
    private static final String AUDIO = "audio/";
    private static final String CHAT_DETAIL = "image_url.detail";

    /** What tells how a part was spelled, or what is written in another way. */
    private static final Set<String> TOLD = Set.of(CHAT_DETAIL, "refusal");

    private final JsonWriter json;
    private final Dropped dropped;

    ContentWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
    }

    /** Writes the value of {@code content} or {@code output}. */
    void write(List<Part> parts, Role role, boolean bareText) {
        boolean wordsAlone = parts.stream()
                .allMatch(part -> part instanceof Part.Words words
                        && words.extras().membersFor(Dialect.RESPONSES).isEmpty());
        if (wordsAlone && (bareText || parts.isEmpty())) {
            List<JsonText> texts = new ArrayList<>();
            for (Part part : parts) {
                Part.Words words = (Part.Words) part;
                extras(words.extras());
                texts.add(words.text());
            }
            json.value(texts);
            return;
        }
        json.beginArray();
        parts.forEach(part -> part(part, role));
        json.endArray();
    }

    private void part(Part part, Role role) {
        switch (part) {
            case Part.Words words -> words(words, role);
            case Part.Refusal refusal -> refusal(refusal, role);
            case Part.Media media -> media(media, role);
            case Part.Foreign foreign -> {
                if (foreign.origin() != Dialect.RESPONSES) {
                    throw Dropped.refused(
                            "a part " + Dropped.kind(foreign.json())
                                    + " in the content of a message (messages.content)",
                            ItemWriter.NAME);
                }
                json.value(foreign.json());
            }
            case Part.Thinking thinking -> throw new IllegalArgumentException("thoughts are items");
            case Part.Call call -> throw new IllegalArgumentException("calls are items");
            case Part.ForeignCall call -> throw new IllegalArgumentException("calls are items");
            case Part.Result result -> throw new IllegalArgumentException("results are items");
        }
    }

    private void words(Part.Words words, Role role) {
        json.beginObject().name("type").word(role == Role.ASSISTANT ? "output_text" : "input_text");
        json.name("text").value(words.text());
        more(extras(words.extras()));
    }

    /** Only a model declines; what others quote is text. */
    private void refusal(Part.Refusal refusal, Role role) {
        boolean byModel = role == Role.ASSISTANT;
        json.beginObject().name("type").word(byModel ? "refusal" : "input_text");
        json.name(byModel ? "refusal" : "text").value(refusal.text());
        more(extras(refusal.extras()));
    }

    private void media(Part.Media media, Role role) {
        if (role == Role.ASSISTANT) {
            throw Dropped.refused("a file in a message of the assistant (messages.content)", ItemWriter.NAME);
        }
        json.beginObject().name("type");
        boolean isSound = media.kind() == MediaKind.AUDIO
                && media.source() instanceof MediaSource.Inline inline
                && inline.mediaType().startsWith(AUDIO);
        dropped.addUntoldType(media);
        if (isSound) {
            sound((MediaSource.Inline) media.source());
            dropped.addUntoldName(media);
        } else if (media.kind() == MediaKind.IMAGE) {
            image(media);
            dropped.addUntoldName(media);
        } else {
            file(media);
        }
        more(extras(media.extras()));
    }

    private void sound(MediaSource.Inline inline) {
        JsonText type = inline.mediaType();
        json.word("input_audio").name("input_audio").beginObject();
        json.name("data").value(inline.base64());
        json.name("format").value(type.part(type.from() + AUDIO.length(), type.to()));
        json.endObject();
    }

    private void image(Part.Media media) {
        json.word("input_image");
        if (media.source() instanceof MediaSource.FileId file) {
            json.name("file_id").value(file.id());
        } else {
            json.name("image_url").value(MediaSource.url(media.source()));
        }
        Optional<JsonSlice> detail = Optional.of(media.extras())
                .filter(extras -> extras.origin() == Dialect.CHAT)
                .flatMap(extras -> extras.find(CHAT_DETAIL));
        detail.ifPresent(value -> json.name("detail").value(value));
    }

    private void file(Part.Media media) {
        json.word("input_file");
        switch (media.source()) {
            case MediaSource.FileId file -> json.name("file_id").value(file.id());
            case MediaSource.Address at -> json.name("file_url").value(at.url());
            case MediaSource.Inline inline ->
                json.name("file_data")
                        .value(inline.mediaType().isEmpty() ? List.of(inline.base64()) : MediaSource.url(inline));
        }
        media.name().ifPresent(name -> json.name("filename").value(name));
    }

    private Map<String, JsonSlice> extras(Extras extras) {
        return dropped.kept(extras, Dialect.RESPONSES, "content", TOLD);
    }

    private void more(Map<String, JsonSlice> members) {
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }
}
