package poegateway.dialect.messages.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
import poegateway.dialect.ToolIds;
import poegateway.dialect.codec.SignedText;
import poegateway.dialect.messages.event.CallInput;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the blocks of a content. Kinds that only Anthropic's models know stay as they are. */
final class BlockReader {
    static final Extras NONE = Extras.none(Dialect.MESSAGES);

    /** Among the extras of a thought: it is encrypted as a whole, and stands in its signature. */
    static final String REDACTED = "redacted";

    /** Among the extras of a result: its content was a list. Says nothing to other dialects. */
    static final String LISTED = "content";

    private static final JsonSlice EMPTY_LIST = JsonSlice.of("[]");
    private static final JsonText PLAIN_TEXT = JsonText.of("text/plain");

    private BlockReader() {}

    static List<Part> parts(JsonSlice content, String place) {
        if (!content.isArray()) {
            throw JsonRequest.wrong(place, "a text or a list of blocks");
        }
        List<Part> parts = new ArrayList<>();
        for (JsonSlice block : JsonMembers.elements(content)) {
            String at = place + "[" + parts.size() + "]";
            if (!block.isObject()) {
                throw JsonRequest.wrong(at, "an object");
            }
            parts.add(part(block, at));
        }
        return parts;
    }

    static Part part(JsonSlice whole, String place) {
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        members.values().removeIf(JsonSlice::isNull);
        JsonSlice type = members.remove("type");
        String kind = type != null && type.isString() ? type.text().decoded() : "";
        Part read = switch (kind) {
            case "text" -> new Part.Words(needed(members, "text", place), extras(members));
            case "image" -> medium(MediaKind.IMAGE, members);
            case "document" -> medium(MediaKind.DOCUMENT, members);
            case "thinking" -> thinking(members, place);
            case "redacted_thinking" -> redacted(members, place);
            case "tool_use" -> call(members, place);
            case "tool_result" -> result(members, place);
            case "" -> throw JsonRequest.missing(place + ".type");
            default -> null;
        };
        return read == null ? new Part.Foreign(Dialect.MESSAGES, whole) : read;
    }

    private static Part thinking(Map<String, JsonSlice> members, String place) {
        JsonText text = needed(members, "thinking", place);
        JsonText signature = take(members, "signature");
        return SignedText.thinking(text, signature == null || signature.isEmpty() ? null : signature, Dialect.MESSAGES);
    }

    private static Part redacted(Map<String, JsonSlice> members, String place) {
        JsonText data = needed(members, "data", place);
        return new Part.Thinking(
                JsonText.EMPTY, Optional.of(data), new Extras(Dialect.MESSAGES, Map.of(REDACTED, EMPTY_LIST)));
    }

    private static Part call(Map<String, JsonSlice> members, String place) {
        String id = ToolIds.original(needed(members, "id", place).decoded());
        JsonText name = needed(members, "name", place);
        JsonSlice input = members.remove("input");
        if (input != null && !input.isObject()) {
            throw JsonRequest.wrong(place + ".input", "an object");
        }
        JsonText arguments = input == null ? JsonText.of("{}") : CallInput.text(input);
        return new Part.Call(new ToolCall(JsonText.of(id), name, arguments, extras(members)));
    }

    private static Part result(Map<String, JsonSlice> members, String place) {
        JsonText id = JsonText.of(
                ToolIds.original(needed(members, "tool_use_id", place).decoded()));
        JsonSlice failed = members.remove("is_error");
        JsonSlice content = members.remove("content");
        List<Part> parts = List.of();
        if (content != null && content.isString()) {
            parts = List.of(new Part.Words(content.text(), NONE));
        } else if (content != null) {
            parts = parts(content, place + ".content");
            members.put(LISTED, EMPTY_LIST);
        }
        boolean isError = failed != null && failed.toString().equals("true");
        return new Part.Result(id, parts, isError, extras(members));
    }

    private static @Nullable Part medium(MediaKind kind, Map<String, JsonSlice> members) {
        JsonSlice given = members.get("source");
        if (given == null || !given.isObject()) {
            return null;
        }
        MediaSource source = source(JsonMembers.of(given));
        if (source == null) {
            return null;
        }
        members.remove("source");
        Optional<JsonText> title = Optional.ofNullable(kind == MediaKind.DOCUMENT ? take(members, "title") : null);
        return new Part.Media(kind, source, title, extras(members));
    }

    private static @Nullable MediaSource source(Map<String, JsonSlice> source) {
        JsonText type = take(source, "type");
        JsonText data = take(source, "data");
        JsonText mediaType = take(source, "media_type");
        JsonText url = take(source, "url");
        JsonText file = take(source, "file_id");
        if (type == null) {
            return null;
        }
        return switch (type.decoded()) {
            case "base64" ->
                data == null ? null : new MediaSource.Inline(mediaType == null ? JsonText.EMPTY : mediaType, data);
            case "url" -> url == null ? null : MediaSource.of(url);
            case "file" -> file == null ? null : new MediaSource.FileId(file);
            case "text" -> data == null ? null : text(data);
            default -> null;
        };
    }

    private static MediaSource text(JsonText data) {
        byte[] text = data.decoded().getBytes(StandardCharsets.UTF_8);
        return new MediaSource.Inline(
                PLAIN_TEXT, JsonText.of(Base64.getEncoder().encodeToString(text)));
    }

    private static JsonText needed(Map<String, JsonSlice> members, String name, String place) {
        JsonText value = take(members, name);
        if (value == null) {
            throw JsonRequest.missing(place + "." + name);
        }
        return value;
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
        return members.isEmpty() ? NONE : new Extras(Dialect.MESSAGES, new LinkedHashMap<>(members));
    }
}
