package poegateway.dialect.bot.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.dialect.CallIds;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the conversation of a query: its messages, and the calls and results beside them. */
final class QueryMessageWriter {
    private final JsonWriter json;
    private final Dropped dropped;
    private final CallIds ids = new CallIds();
    private final AttachmentWriter attachments;

    QueryMessageWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
        this.attachments = new AttachmentWriter(json, dropped);
    }

    void write(QuerySteps steps, Map<String, JsonSlice> parameters) {
        int carrier = steps.lastUserStep();
        json.name("query").beginArray();
        for (int i = 0; i < steps.steps().size(); i++) {
            step(steps.steps().get(i), i == carrier ? parameters : Map.of());
        }
        json.endArray();
        steps.open().ifPresent(round -> {
            calls(json.name("tool_calls"), round.calls());
            results(json.name("tool_results"), round.results());
        });
        if (carrier < 0) {
            parameters.keySet().forEach(dropped::add);
        }
    }

    private void step(QuerySteps.Step step, Map<String, JsonSlice> parameters) {
        switch (step) {
            case QuerySteps.Said said -> said(said.message(), said.parts(), parameters);
            case QuerySteps.Called called -> {
                JsonWriter list = new JsonWriter();
                calls(list, called.calls());
                json.beginObject().name("role").word("bot").name("message_type").word("function_call");
                nested(list);
            }
            case QuerySteps.Given given -> {
                JsonWriter list = new JsonWriter();
                results(list, given.results());
                json.beginObject().name("role").word("tool");
                nested(list);
            }
        }
    }

    private void nested(JsonWriter list) {
        json.name("content").value(NestedJson.escaped(list.written().toByteArray()));
        json.name("content_type").word("text/markdown").endObject();
    }

    private void said(Message message, List<Part> parts, Map<String, JsonSlice> parameters) {
        Map<String, JsonSlice> extras = dropped.kept(message.extras(), Dialect.BOT, "messages", QuerySteps.SPELLING);
        message.name().ifPresent(name -> dropped.add("messages.name"));
        json.beginObject().name("role").word(role(message.role()));
        json.name("content").value(words(parts));
        if (!extras.containsKey("content_type")) {
            json.name("content_type").word("text/markdown");
        }
        attachments.write(parts);
        extras.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        if (!parameters.isEmpty()) {
            json.name("parameters").beginObject();
            parameters.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
            json.endObject();
        }
        json.endObject();
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER -> "user";
            case ASSISTANT -> "bot";
            case TOOL -> "tool";
        };
    }

    private List<JsonText> words(List<Part> parts) {
        List<JsonText> words = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Words said) {
                dropped.kept(said.extras(), Dialect.BOT, "content");
                words.add(said.text());
            } else if (part instanceof Part.Refusal refusal) {
                dropped.kept(refusal.extras(), Dialect.BOT, "content", Set.of("refusal"));
                words.add(refusal.text());
            }
        }
        return words;
    }

    private void calls(JsonWriter to, List<ToolCall> calls) {
        to.beginArray();
        for (ToolCall call : calls) {
            Map<String, JsonSlice> own = dropped.kept(call.extras(), Dialect.BOT, "tool_calls");
            to.beginObject().name("id").value(ids.next(call)).name("type").word("function");
            to.name("function").beginObject().name("name").value(call.name());
            to.name("arguments").value(call.arguments());
            OwnMembers.inside(own, to);
            to.endObject();
            OwnMembers.beside(own, to);
            to.endObject();
        }
        to.endArray();
    }

    private void results(JsonWriter to, List<Part.Result> results) {
        to.beginArray();
        for (Part.Result result : results) {
            Map<String, JsonSlice> own = dropped.kept(result.extras(), Dialect.BOT, "tool_results");
            if (result.failed()) {
                dropped.add("tool_results.is_error");
            }
            CallIds.CallName call = ids.answeredBy(result);
            to.beginObject().name("role").word("tool").name("name");
            if (own.containsKey("name")) {
                to.value(own.get("name"));
            } else {
                to.value(call.tool());
            }
            to.name("tool_call_id").value(call.id());
            to.name("content").value(resultWords(result));
            own.forEach((name, value) -> {
                if (!name.equals("name")) { // it stands before
                    to.name(JsonText.of(name)).value(value);
                }
            });
            to.endObject();
        }
        to.endArray();
    }

    private List<JsonText> resultWords(Part.Result result) {
        for (Part part : result.content()) {
            if (!(part instanceof Part.Words)) {
                throw Dropped.refused("a file in the result of a tool (messages.content)", QueryWriter.NAME);
            }
        }
        return words(result.content());
    }
}
