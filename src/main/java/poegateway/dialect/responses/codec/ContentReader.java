package poegateway.dialect.responses.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.dialect.codec.Dropped;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads what a message or a result holds: one text, or a list of parts. */
final class ContentReader {
    /** How this dialect is told from others where something cannot be said in them. */
    static final String OTHERS = "a dialect other than OpenAI's responses";

    private ContentReader() {}

    /** The parts of that content; none where there is no content. */
    static List<Part> parts(@Nullable JsonSlice content, String place) {
        if (content == null || content.isNull()) {
            return List.of();
        }
        if (content.isString()) {
            return List.of(new Part.Words(content.text(), Extras.none(Dialect.RESPONSES)));
        }
        if (!content.isArray()) {
            throw JsonRequest.wrong(place, "a text or a list of parts");
        }
        List<Part> parts = new ArrayList<>();
        for (JsonSlice each : JsonMembers.elements(content)) {
            String at = place + "[" + parts.size() + "]";
            if (!each.isObject()) {
                throw JsonRequest.wrong(at, "an object");
            }
            parts.add(part(JsonMembers.of(each), at));
        }
        return parts;
    }

    private static Part part(Map<String, JsonSlice> members, String place) {
        JsonSlice type = members.remove("type");
        String kind = type != null && type.isString() ? type.text().decoded() : "";
        return switch (kind) {
            case "input_text", "output_text", "text" -> words(members, place);
            case "refusal" -> new Part.Refusal(needed(members, "refusal", place), extras(members));
            case "input_image" -> image(members, place);
            case "input_file" -> file(members, place);
            case "input_audio" -> audio(members, place);
            case "" -> throw JsonRequest.missing(place + ".type");
            case String other ->
                throw Dropped.refused("a part of the kind " + named(kind) + " (" + place + ")", OTHERS);
        };
    }

    /** A kind as a message may show it. */
    static String named(String kind) {
        return kind.matches("[a-z_]{1,40}") ? kind : "that it has";
    }

    private static Part words(Map<String, JsonSlice> members, String place) {
        JsonText text = take(members, "text");
        members.values().removeIf(value -> value.isNull() || (value.isArray() && isEmpty(value)));
        if (text == null && members.containsKey("text")) {
            throw JsonRequest.wrong(place + ".text", "a text");
        }
        return new Part.Words(text == null ? JsonText.EMPTY : text, extras(members));
    }

    private static boolean isEmpty(JsonSlice list) {
        return JsonMembers.elements(list).isEmpty();
    }

    private static Part image(Map<String, JsonSlice> members, String place) {
        JsonText url = take(members, "image_url");
        JsonText id = url == null ? take(members, "file_id") : null;
        if (url == null && id == null) {
            throw JsonRequest.missing(place + ".image_url");
        }
        MediaSource source =
                url == null ? new MediaSource.FileId(id == null ? JsonText.EMPTY : id) : MediaSource.of(url);
        return new Part.Media(MediaKind.IMAGE, source, Optional.empty(), extras(members));
    }

    private static Part file(Map<String, JsonSlice> members, String place) {
        Optional<JsonText> name = Optional.ofNullable(take(members, "filename"));
        JsonText data = take(members, "file_data");
        JsonText url = data == null ? take(members, "file_url") : null;
        JsonText id = data == null && url == null ? take(members, "file_id") : null;
        MediaSource source;
        if (data != null) {
            source = data.startsWith("data:") ? MediaSource.of(data) : new MediaSource.Inline(JsonText.EMPTY, data);
        } else if (url != null) {
            source = MediaSource.of(url);
        } else if (id != null) {
            source = new MediaSource.FileId(id);
        } else {
            throw JsonRequest.missing(place + ".file_data");
        }
        return new Part.Media(MediaKind.DOCUMENT, source, name, extras(members));
    }

    private static Part audio(Map<String, JsonSlice> members, String place) {
        JsonSlice sound = members.remove("input_audio");
        Map<String, JsonSlice> inner =
                sound != null && sound.isObject() ? JsonMembers.of(sound) : new LinkedHashMap<>();
        JsonText data = needed(inner, "data", place + ".input_audio");
        JsonText format = needed(inner, "format", place + ".input_audio");
        JsonText type = JsonText.of("audio/" + format.decoded());
        inner.forEach((name, value) -> members.put("input_audio." + name, value));
        return new Part.Media(MediaKind.AUDIO, new MediaSource.Inline(type, data), Optional.empty(), extras(members));
    }

    private static JsonText needed(Map<String, JsonSlice> members, String name, String place) {
        JsonSlice value = members.get(name);
        if (value == null || !value.isString()) {
            throw JsonRequest.missing(place + "." + name);
        }
        members.remove(name);
        return value.text();
    }

    /** The string of that name, which is taken out; null where there is none. */
    private static @Nullable JsonText take(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        if (value == null || !value.isString()) {
            return null;
        }
        members.remove(name);
        return value.text();
    }

    private static Extras extras(Map<String, JsonSlice> members) {
        members.values().removeIf(JsonSlice::isNull);
        return new Extras(Dialect.RESPONSES, members);
    }
}
