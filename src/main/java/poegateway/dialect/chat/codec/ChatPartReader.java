package poegateway.dialect.chat.codec;

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
import poegateway.conversation.ToolCall;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Reads the parts of a message's content, and its calls of tools. Members that stand inside a part's own object are kept among its
 * extras under that object's name, such as {@code image_url.detail}.
 */
final class ChatPartReader {
    private ChatPartReader() {}

    static List<Part> parts(JsonSlice list, String place) {
        List<Part> parts = new ArrayList<>();
        for (JsonSlice each : JsonMembers.elements(list)) {
            String at = place + "[" + parts.size() + "]";
            if (!each.isObject()) {
                throw JsonRequest.wrong(at, "an object");
            }
            parts.add(part(each, at));
        }
        return parts;
    }

    static List<Part> calls(JsonSlice list, String place) {
        List<Part> calls = new ArrayList<>();
        for (JsonSlice each : JsonMembers.elements(list)) {
            String at = place + "[" + calls.size() + "]";
            if (!each.isObject()) {
                throw JsonRequest.wrong(at, "an object");
            }
            calls.add(call(each));
        }
        return calls;
    }

    private static Part part(JsonSlice whole, String place) {
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        JsonSlice type = members.remove("type");
        String word = type != null && type.isString() ? type.text().decoded() : "";
        Part read = switch (word) {
            case "text" -> words(members);
            case "refusal" -> refusal(members);
            case "image_url" -> image(members);
            case "input_audio" -> audio(members);
            case "file" -> file(members);
            case "" -> throw JsonRequest.missing(place + ".type");
            default -> null;
        };
        return read == null ? new Part.Foreign(Dialect.CHAT, whole) : read;
    }

    private static @Nullable Part words(Map<String, JsonSlice> members) {
        JsonText text = take(members, "text");
        return text == null ? null : new Part.Words(text, extras(members, Map.of(), ""));
    }

    private static @Nullable Part refusal(Map<String, JsonSlice> members) {
        JsonText text = take(members, "refusal");
        return text == null ? null : new Part.Refusal(text, extras(members, Map.of(), ""));
    }

    private static @Nullable Part image(Map<String, JsonSlice> members) {
        Map<String, JsonSlice> inner = object(members, "image_url");
        JsonText url = take(inner, "url");
        return url == null
                ? null
                : new Part.Media(
                        MediaKind.IMAGE, MediaSource.of(url), Optional.empty(), extras(members, inner, "image_url."));
    }

    private static @Nullable Part audio(Map<String, JsonSlice> members) {
        Map<String, JsonSlice> inner = object(members, "input_audio");
        JsonText data = take(inner, "data");
        JsonText format = take(inner, "format");
        if (data == null || format == null) {
            return null;
        }
        JsonText type = JsonText.of("audio/" + format.decoded());
        return new Part.Media(
                MediaKind.AUDIO,
                new MediaSource.Inline(type, data),
                Optional.empty(),
                extras(members, inner, "input_audio."));
    }

    private static @Nullable Part file(Map<String, JsonSlice> members) {
        Map<String, JsonSlice> inner = object(members, "file");
        MediaSource source = source(inner);
        if (source == null) {
            return null;
        }
        JsonText name = take(inner, "filename");
        return new Part.Media(MediaKind.DOCUMENT, source, Optional.ofNullable(name), extras(members, inner, "file."));
    }

    private static @Nullable MediaSource source(Map<String, JsonSlice> file) {
        JsonText data = take(file, "file_data");
        if (data != null) {
            return MediaSource.of(data);
        }
        JsonText id = take(file, "file_id");
        return id == null ? null : new MediaSource.FileId(id);
    }

    private static Part call(JsonSlice whole) {
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        JsonSlice type = members.remove("type");
        boolean isFunction = type == null || (type.isString() && type.text().is("function"));
        Map<String, JsonSlice> inner = object(members, "function");
        JsonText id = take(members, "id");
        JsonText name = take(inner, "name");
        if (!isFunction || id == null || name == null) {
            return new Part.ForeignCall(Dialect.CHAT, whole);
        }
        JsonText arguments = take(inner, "arguments");
        return new Part.Call(new ToolCall(
                id, name, arguments == null ? JsonText.EMPTY : arguments, extras(members, inner, "function.")));
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

    private static Map<String, JsonSlice> object(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        if (value == null || !value.isObject()) {
            return new LinkedHashMap<>();
        }
        members.remove(name);
        return JsonMembers.of(value);
    }

    private static Extras extras(Map<String, JsonSlice> members, Map<String, JsonSlice> inner, String prefix) {
        if (members.isEmpty() && inner.isEmpty()) {
            return ChatMessageReader.NONE;
        }
        Map<String, JsonSlice> all = new LinkedHashMap<>(members);
        inner.forEach((name, value) -> all.put(prefix + name, value));
        return new Extras(Dialect.CHAT, all);
    }
}
