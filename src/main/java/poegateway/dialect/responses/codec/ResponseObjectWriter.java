package poegateway.dialect.responses.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.StopReason;
import poegateway.core.Usage;
import poegateway.dialect.ReplyContext;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes response objects of one response, at each point of its life. */
final class ResponseObjectWriter {
    private static final JsonSlice NULL = JsonSlice.NULL;
    /** Clients insist on numbers, also where nobody counted. */
    private static final ReplyEvent.Counted NOT_COUNTED =
            new ReplyEvent.Counted(new Usage(0, 0), Extras.none(Dialect.RESPONSES));

    /** What is said where neither the request nor the model says something. */
    private static final Map<String, JsonSlice> STANDARD = standard();

    private final ReplyContext context;
    private final RequestEcho echo;
    private final String id;
    private ReplyEvent.Begun begun = ReplyEvent.Begun.untold(Dialect.RESPONSES);
    private List<Member> rest;

    private record Member(JsonText name, JsonSlice value) {}

    ResponseObjectWriter(ReplyContext context, RequestEcho echo, String id) {
        this.context = context;
        this.echo = echo;
        this.id = id;
        this.rest = rest();
    }

    /** Takes what the model says of its reply. */
    void begin(ReplyEvent.Begun first) {
        begun = first;
        rest = rest();
    }

    String id() {
        return id;
    }

    /** The dialect of whoever answers. */
    Dialect origin() {
        return begun.extras().origin();
    }

    String model() {
        return begun.model()
                .map(JsonText::decoded)
                .filter(name -> !name.isEmpty())
                .orElse(context.opening().model());
    }

    long createdSeconds() {
        return begun.createdSeconds().orElse(context.createdSeconds());
    }

    /** A response that has only begun. */
    void writeBegun(JsonWriter json) {
        write(json, "in_progress", NULL, List.of(), null);
    }

    /** A response that is over. */
    void writeDone(
            JsonWriter json, StopReason stop, List<OutputItem.Placed> items, ReplyEvent.@Nullable Counted counted) {
        Optional<String> cut = cut(stop);
        JsonSlice details = cut.map(reason -> JsonSlice.of("{\"reason\":\"" + reason + "\"}"))
                .orElse(NULL);
        write(json, cut.isPresent() ? "incomplete" : "completed", details, items, counted);
    }

    /** How far items have come that are open when the answer ends for that reason. */
    static OutputItem.Stage lastStage(StopReason stop) {
        return cut(stop).isPresent() ? OutputItem.Stage.CUT : OutputItem.Stage.DONE;
    }

    /** Why it is incomplete; empty where it is complete. */
    static Optional<String> cut(StopReason stop) {
        return switch (stop) {
            case STOP, TOOL_CALLS -> Optional.empty();
            case LENGTH -> Optional.of("max_output_tokens");
            case CONTENT_FILTER -> Optional.of("content_filter");
        };
    }

    private void write(
            JsonWriter json,
            String status,
            JsonSlice details,
            List<OutputItem.Placed> items,
            ReplyEvent.@Nullable Counted counted) {
        json.beginObject().name("id").value(id).name("object").word("response");
        json.name("created_at").value(createdSeconds()).name("status").word(status);
        json.name("model").value(model()).name("error").nullValue();
        json.name("incomplete_details").value(details);
        for (Member member : rest) {
            json.name(member.name).value(member.value);
        }
        json.name("output").beginArray();
        items.forEach(item -> item.write(json));
        json.endArray().name("usage");
        if (status.equals("in_progress")) {
            json.nullValue();
        } else {
            ReplyEvent.Counted told = counted == null ? NOT_COUNTED : counted;
            ResponsesUsage.write(json, told.usage(), told.extras());
        }
        json.endObject();
    }

    /** By the model's word, else as the caller asked. It stands in every response object of a stream, so it is made once. */
    private List<Member> rest() {
        Map<String, JsonSlice> said = new LinkedHashMap<>(STANDARD);
        said.putAll(echo.members());
        said.putAll(begun.extras().membersFor(Dialect.RESPONSES));
        said.remove("incomplete_details");
        return said.entrySet().stream()
                .map(each -> new Member(JsonText.of(each.getKey()), each.getValue()))
                .toList();
    }

    private static Map<String, JsonSlice> standard() {
        Map<String, JsonSlice> standard = new LinkedHashMap<>();
        standard.put("background", JsonSlice.of("false"));
        for (String name : List.of(
                "instructions",
                "max_output_tokens",
                "max_tool_calls",
                "previous_response_id",
                "prompt_cache_key",
                "safety_identifier",
                "temperature",
                "top_p",
                "user")) {
            standard.put(name, NULL);
        }
        standard.put("metadata", JsonSlice.of("{}"));
        standard.put("parallel_tool_calls", JsonSlice.of("true"));
        standard.put("reasoning", JsonSlice.of("{\"effort\":null,\"summary\":null}"));
        standard.put("service_tier", JsonSlice.of("\"default\""));
        standard.put("store", JsonSlice.of("true"));
        standard.put("text", JsonSlice.of("{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"}"));
        standard.put("tool_choice", JsonSlice.of("\"auto\""));
        standard.put("tools", JsonSlice.of("[]"));
        standard.put("top_logprobs", JsonSlice.of("0"));
        standard.put("truncation", JsonSlice.of("\"disabled\""));
        return standard;
    }
}
