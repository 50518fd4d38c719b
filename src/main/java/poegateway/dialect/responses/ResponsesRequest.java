package poegateway.dialect.responses;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.request.RequestMember;
import poegateway.dialect.request.RequestMembers;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;
import poegateway.wire.json.ObjectReader;

/**
 * Reads a request in one pass, and finds what must change in it on its way to Poe: Poe heeds no instructions, so they become the first
 * item of the input, and keeps no responses, so the items of earlier ones are put in.
 */
final class ResponsesRequest {
    private static final byte[] SYSTEM = ascii("{\"type\":\"message\",\"role\":\"system\",\"content\":");
    private static final byte[] USER = ascii("{\"type\":\"message\",\"role\":\"user\",\"content\":");
    private static final String PREVIOUS = "previous_response_id";

    private final ObjectReader top;
    private final RequestMembers members;
    private final PastItems past;
    private final byte[] body;
    private final JsonEdits.Builder edits = JsonEdits.builder();

    private ResponsesRequest(ObjectReader top, RequestMembers members, PastItems past, byte[] body) {
        this.top = top;
        this.members = members;
        this.past = past;
        this.body = body;
    }

    /**
     * Reads a body.
     *
     * @throws FailureException when it is no request. The codes are those of {@link JsonRequest},
     *     {@code missing_required_parameter}, {@code invalid_value}, {@code unsupported_parameter} and
     *     {@code previous_response_not_found}
     */
    static Opening read(byte[] body, PastItems past) {
        return read(body, past, true);
    }

    /** What must be put into a request that is translated: what it refers to, and nothing else. */
    static JsonEdits expansion(byte[] body, PastItems past) {
        return read(body, past, false).edits();
    }

    private static Opening read(byte[] body, PastItems past, boolean passes) {
        return JsonRequest.read(body, cursor -> {
            RequestMembers members = new RequestMembers();
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                int number = walk.member();
                int valueAt = cursor.start();
                RequestMember.Value value = value(name, cursor);
                if (!(value instanceof RequestMember.Null)) {
                    members.add(new RequestMember(name, walk, number, valueAt, value));
                }
            }
            return () -> new ResponsesRequest(walk, members, past, body).opening(passes);
        });
    }

    private static RequestMember.Value value(String name, JsonCursor cursor) throws JsonFault {
        JsonToken token = cursor.current();
        return switch (name) {
            case "model", "instructions", PREVIOUS -> RequestMember.Value.readText(cursor);
            case "input" ->
                token == JsonToken.VALUE_STRING || token == JsonToken.START_ARRAY
                        ? InputMember.read(cursor)
                        : RequestMember.Value.read(cursor);
            case "stream_options" ->
                token == JsonToken.START_OBJECT ? StreamOptions.read(cursor) : RequestMember.Value.read(cursor);
            default -> RequestMember.Value.read(cursor);
        };
    }

    private Opening opening(boolean passes) {
        RequestMember.Text model = members.model();
        boolean stream = members.isOn("stream");
        refuseWhatNeedsOpenAi();
        InputMember input = input();
        List<JsonSlice> before = before().stream()
                .filter(item -> !passes || !InputMember.isForeign(item))
                .toList();
        references(input);
        if (passes) {
            input.foreign().forEach(range -> edits.remove(range.from(), range.to(), ResponseEdits.FOREIGN));
        }
        edit(input, before, passes);
        top.writeTo(edits);
        return new Opening(model.text(), stream, wantsUsage(), edits.build(), members.outline(model, input.pictures()));
    }

    /** Responses tell it always; whoever wants the answer as a chat may say so as for chats. */
    private boolean wantsUsage() {
        return members.value("stream_options") instanceof StreamOptions options && options.includeUsage;
    }

    private record StreamOptions(boolean includeUsage) implements RequestMember.Own {
        static StreamOptions read(JsonCursor cursor) throws JsonFault {
            boolean include = false;
            ObjectReader walk = ObjectReader.of(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                include |= name.equals("include_usage") && cursor.current() == JsonToken.VALUE_TRUE;
            }
            return new StreamOptions(include);
        }
    }

    private void refuseWhatNeedsOpenAi() {
        if (members.isOn("background")) {
            throw unsupported(
                    "background",
                    "answers are not made in the background. Leave it out, and read the answer as a stream.");
        }
        if (members.find("conversation") != null) {
            throw unsupported(
                    "conversation",
                    "OpenAI's stored conversations are not available here. Send 'previous_response_id', or all items "
                            + "in 'input'.");
        }
    }

    private static FailureException unsupported(String param, String why) {
        return JsonRequest.refusal("unsupported_parameter", "'" + param + "' cannot be used: " + why, param);
    }

    private InputMember input() {
        if (!(members.required("input") instanceof InputMember input)) {
            throw JsonRequest.wrong("input", "a text or a list of items");
        }
        if (input.firstWrong() >= 0) {
            throw JsonRequest.wrong("input[" + input.firstWrong() + "]", "an object");
        }
        if (input.compaction() >= 0) {
            String place = "input[" + input.compaction() + "]";
            throw JsonRequest.refusal(
                    "unsupported_parameter",
                    "'" + place
                            + "' is a compaction_trigger: no model of Poe's compacts a conversation. Let the client "
                            + "make the summary: Codex does so when it has its own model provider "
                            + "([model_providers.NAME]). Nothing was sent"
                            + " to Poe.",
                    place + ".type");
        }
        return input;
    }

    /** Items of earlier responses. */
    private List<JsonSlice> before() {
        RequestMember previous = members.find(PREVIOUS);
        if (previous == null) {
            return List.of();
        }
        if (!(previous.value() instanceof RequestMember.Text id)) {
            throw JsonRequest.wrong(PREVIOUS, "the id of a response");
        }
        previous.drop(ResponseEdits.HISTORY);
        return past.before(id.text());
    }

    private void references(InputMember input) {
        for (InputMember.Reference reference : input.references()) {
            String place = "input[" + reference.number() + "]";
            JsonSlice item = past.item(reference.id(), place);
            byte[] bytes = new JsonWriter().value(item).written().toByteArray();
            edits.replace(reference.at().from(), reference.at().to(), bytes, ResponseEdits.REFERENCE);
        }
    }

    private void edit(InputMember input, List<JsonSlice> before, boolean passes) {
        ByteRange instructions = passes ? instructions() : ByteRange.NONE;
        boolean tells = !instructions.equals(ByteRange.NONE);
        boolean isEmpty = input.isEmpty() || (passes && input.onlyForeign());
        if (!tells && before.isEmpty()) {
            return;
        }
        if (tells) {
            byte[] item = new JsonWriter()
                    .raw(input.isText() ? ascii("[") : new byte[0])
                    .raw(SYSTEM)
                    .raw(body, instructions.from(), instructions.to())
                    .raw(ascii(isEmpty && before.isEmpty() ? "}" : "},"))
                    .written()
                    .toByteArray();
            edits.insert(start(input), item, ResponseEdits.INSTRUCTIONS);
        }
        if (!before.isEmpty()) {
            edits.insert(start(input), items(before, !input.isText() || tells, isEmpty), ResponseEdits.HISTORY);
        }
        if (input.isText()) {
            String id = tells ? ResponseEdits.INSTRUCTIONS : ResponseEdits.HISTORY;
            edits.insert(start(input), USER, id);
            edits.insert(input.at().to(), ascii("}]"), id);
        }
    }

    private static byte[] items(List<JsonSlice> before, boolean opened, boolean isEmpty) {
        JsonWriter json = new JsonWriter();
        json.raw(ascii(opened ? "" : "["));
        before.forEach(json::value);
        return json.raw(ascii(isEmpty ? "" : ",")).written().toByteArray();
    }

    /** Where what comes first is put: after the bracket of a list, before a text. */
    private static int start(InputMember input) {
        return input.isText() ? input.at().from() : input.at().from() + 1;
    }

    /** The instructions, quotes included; empty where there are none. */
    private ByteRange instructions() {
        RequestMember member = members.find("instructions");
        if (member == null) {
            return ByteRange.NONE;
        }
        if (!(member.value() instanceof RequestMember.Text text)) {
            throw JsonRequest.wrong("instructions", "a text");
        }
        member.drop(ResponseEdits.INSTRUCTIONS);
        return text.text().isEmpty() ? ByteRange.NONE : text.range();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
