package poegateway.dialect.responses.codec;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.responses.event.EventKind;
import poegateway.dialect.responses.event.NamelessError;
import poegateway.dialect.responses.event.ResponseFrame;
import poegateway.wire.Utf8;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonKeyScanner;
import poegateway.wire.json.JsonKeyTable;
import poegateway.wire.json.JsonLeftovers;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonObjectText;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads responses, as events or whole. */
final class ResponsesReplyReader implements ReplyReader {
    /** Members of a response that are read, or belong to one reply alone. */
    private static final Set<String> READ =
            Set.of("id", "object", "created_at", "completed_at", "model", "output", "usage", "status", "error");

    /** Places of items that become steps or say nothing of the answer; members of the response and other items are told as they are. */
    private static final Set<String> PLACES = Set.of(
            "?",
            "output",
            "output[?]",
            "output[message]",
            "output[message].type",
            "output[message].id",
            "output[message].role",
            "output[message].status",
            "output[message].content",
            "output[message].content[output_text]",
            "output[message].content[output_text].type",
            "output[message].content[output_text].text",
            "output[message].content[refusal]",
            "output[message].content[refusal].type",
            "output[message].content[refusal].refusal",
            "output[reasoning]",
            "output[reasoning].type",
            "output[reasoning].id",
            "output[reasoning].status",
            "output[reasoning].summary",
            "output[reasoning].content",
            "output[reasoning].encrypted_content",
            "output[function_call]",
            "output[function_call].type",
            "output[function_call].id",
            "output[function_call].status",
            "output[function_call].call_id",
            "output[function_call].name",
            "output[function_call].arguments",
            "output[custom_tool_call]",
            "output[custom_tool_call].type",
            "output[custom_tool_call].id",
            "output[custom_tool_call].status",
            "output[custom_tool_call].call_id",
            "output[custom_tool_call].name",
            "output[custom_tool_call].input");

    private final ReplyContext context;
    private final JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of());
    private final EventMembers members = new EventMembers();
    private final OutputSteps output = new OutputSteps();
    private boolean begun;
    private boolean modelHasRun;
    private boolean done;

    ResponsesReplyReader(ReplyContext context) {
        this.context = context;
    }

    @Override
    public void event(byte[] frame, int from, int to, ReplyEvents into) throws IOException {
        if (done) {
            return; // Poe sends the end mark of chats behind a response
        }
        ResponseFrame event = ResponseFrame.of(frame, from, to);
        if (event.isEndMark()) {
            throw failed(new ReplyFailure.Truncated());
        }
        if (scanner.scan(frame, event.from(), event.to()) == JsonKeyScanner.INVALID) {
            throw failed(new ReplyFailure.BadResponse("an event of the stream " + scanner.fault()));
        }
        if (event.kind() == EventKind.OF_RESPONSE) {
            members.of(frame, event.from(), event.to());
            piece(into);
        } else {
            members.of(frame, event.from(), event.to());
            object(event, into);
        }
    }

    @Override
    public void end(boolean selfDelimiting, ReplyEvents into) {
        if (!done) {
            throw failed(new ReplyFailure.Truncated());
        }
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void whole(byte[] body, ReplyEvents into) throws IOException {
        if (Utf8.firstInvalid(body, 0, body.length) >= 0) {
            throw bad("it is not UTF-8");
        }
        Map<String, JsonSlice> response;
        try {
            response = JsonObjectText.read(body, cursor -> {
                Map<String, JsonSlice> read = JsonMembers.of(cursor);
                return () -> read;
            });
        } catch (JsonFault broken) {
            throw new FailureException(new ReplyFailure.BadResponse("broken JSON at " + broken.place()), broken);
        }
        if (isSomething(response.get("error")) || word(response, "status").equals("failed")) {
            throw new FailureException(context.errors().readEvent(body, 0, body.length));
        }
        JsonSlice items = response.get("output");
        if (items == null || !items.isArray()) {
            throw bad("it holds no list of output");
        }
        begin(response, into);
        finish(response, into);
    }

    @Override
    public List<String> unread(byte[] body) {
        return JsonLeftovers.of(body, PLACES);
    }

    private void piece(ReplyEvents into) throws IOException {
        modelHasRun = true;
        JsonText type = members.text("type");
        int index = members.number("output_index");
        if (type.is("response.output_text.delta")) {
            output.words(index, members.number("content_index"), members.text("delta"), into);
        } else if (type.is("response.function_call_arguments.delta")) {
            output.arguments(index, members.text("delta"), into);
        } else if (type.is("response.reasoning_summary_text.delta")) {
            output.thoughts(index, members.number("summary_index"), members.text("delta"), into);
        } else if (type.is("response.reasoning_text.delta")) {
            output.thoughts(index, members.number("content_index"), members.text("delta"), into);
        } else if (type.is("response.refusal.delta")) {
            output.refusal(index, members.number("content_index"), members.text("delta"), into);
        }
    }

    private void object(ResponseFrame event, ReplyEvents into) throws IOException {
        switch (event.kind()) {
            case OPENING -> begin(response(), into);
            case ITEM_ADDED, ITEM_DONE -> item(event.kind(), into);
            case COMPLETED, INCOMPLETE -> {
                Map<String, JsonSlice> response = response();
                begin(response, into);
                finish(response, into);
            }
            case FAILED, ERROR -> throw failed(error(event));
            case OTHER -> {
                Optional<Failure> error = NamelessError.find(event, context.errors());
                if (error.isPresent()) {
                    throw failed(error.get());
                }
            }
            case PART, OF_RESPONSE -> {} // the pieces tell
        }
    }

    private Failure error(ResponseFrame event) {
        JsonSlice response = members.object("response");
        return response == null
                ? context.errors().readEvent(event.bytes(), event.from(), event.to())
                : context.errors().readEvent(response.source(), response.from(), response.to());
    }

    private Map<String, JsonSlice> response() {
        JsonSlice response = members.object("response");
        if (response == null) {
            throw failed(new ReplyFailure.BadResponse("an event of the stream holds no response"));
        }
        return parsed(response);
    }

    private Map<String, JsonSlice> parsed(JsonSlice object) {
        try {
            return JsonMembers.of(object);
        } catch (IllegalArgumentException overLimit) {
            throw failed(new ReplyFailure.BadResponse("an event of the stream is over a limit"));
        }
    }

    private void item(EventKind kind, ReplyEvents into) throws IOException {
        modelHasRun = true;
        JsonSlice item = members.object("item");
        if (item == null) {
            return;
        }
        parsed(item); // so that whoever reads it can
        if (kind == EventKind.ITEM_DONE) {
            output.done(members.number("output_index"), item, into);
        } else {
            output.added(members.number("output_index"), item, into);
        }
    }

    private void begin(Map<String, JsonSlice> response, ReplyEvents into) throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        Map<String, JsonSlice> extras = new LinkedHashMap<>(response);
        extras.keySet().removeAll(READ);
        String created = response.getOrDefault("created_at", JsonSlice.NULL).toString();
        into.accept(new ReplyEvent.Begun(
                text(response, "id"),
                created.matches("\\d{1,12}") ? OptionalLong.of(Long.parseLong(created)) : OptionalLong.empty(),
                text(response, "model"),
                new Extras(Dialect.RESPONSES, extras)));
    }

    private void finish(Map<String, JsonSlice> response, ReplyEvents into) throws IOException {
        JsonSlice items = response.get("output");
        if (items != null && items.isArray()) {
            List<JsonSlice> all = JsonMembers.elements(items);
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).isObject()) {
                    output.done(i, all.get(i), into);
                }
            }
        }
        done = true;
        into.accept(new ReplyEvent.Finished(stop(response)));
        Optional<ReplyEvent.Counted> counted = ResponsesUsage.read(response.get("usage"));
        if (counted.isPresent()) {
            into.accept(counted.get());
        }
    }

    private StopReason stop(Map<String, JsonSlice> response) {
        if (word(response, "status").equals("incomplete")) {
            JsonSlice details = response.getOrDefault("incomplete_details", JsonSlice.NULL);
            String reason = details.isObject() ? word(JsonMembers.of(details), "reason") : "";
            return reason.equals("content_filter") ? StopReason.CONTENT_FILTER : StopReason.LENGTH;
        }
        return output.hasCalls() ? StopReason.TOOL_CALLS : StopReason.STOP;
    }

    private FailureException failed(Failure failure) {
        boolean paid = modelHasRun && failure instanceof PoeRefusal;
        return new FailureException(paid ? new ReplyFailure.Interrupted((PoeRefusal) failure) : failure);
    }

    private static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }

    private static boolean isSomething(@Nullable JsonSlice value) {
        return value != null && !value.isNull();
    }

    private static Optional<JsonText> text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        return value != null && value.isString() ? Optional.of(value.text()) : Optional.empty();
    }

    private static String word(Map<String, JsonSlice> members, String name) {
        return text(members, name).map(JsonText::decoded).orElse("");
    }
}
