package poegateway.dialect.responses.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.FileReferences;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.dialect.Codec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.responses.PastItems;
import poegateway.dialect.responses.ResponseWatch;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Responses for one request of one caller: knows what was kept for the caller, and keeps the answer as soon as all of it was read,
 * whether the caller waits for it or not. To be closed when the request has ended.
 */
public final class KeepingFormat implements WireFormat, AutoCloseable {
    private static final String TOO_MUCH = "responses.bytes";

    private final ResponseStore store;
    private final String owner;
    private final Consumer<String> warn;
    private final ResponsesFormat format;
    private final Watch watch = new Watch();
    private final Codec codec;
    private final List<JsonSlice> itemsDone = new ArrayList<>();
    private List<JsonSlice> input = List.of();
    private @Nullable KeptResponse previous;
    private boolean keeps;
    private boolean refers;
    private long held;

    KeepingFormat(ResponseStore store, String owner, Consumer<String> warn) {
        this.store = store;
        this.owner = owner;
        this.warn = warn;
        this.format = new ResponsesFormat(new Past(), watch);
        this.codec = new KeepingCodec(store, this::expansion, this::kept);
    }

    @Override
    public String method() {
        return format.method();
    }

    @Override
    public String path(String model) {
        return format.path(model);
    }

    @Override
    public Optional<FileReferences> files() {
        return format.files();
    }

    @Override
    public Optional<Codec> codec() {
        return Optional.of(codec);
    }

    @Override
    public PoeSupport support() {
        return format.support();
    }

    @Override
    public HeaderRules headers() {
        return format.headers();
    }

    @Override
    public ErrorForm errors() {
        return format.errors();
    }

    @Override
    public Map<String, String> option(String name, String json) {
        return format.option(name, json);
    }

    @Override
    public Opening open(byte[] body) {
        Opening opening = format.open(body);
        Map<String, JsonSlice> members = JsonMembers.of(wholeOf(body));
        keeps = !isFalse(members.get("store"));
        if (keeps) {
            remember(members.get("input"));
        }
        return opening;
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return format.stream(context, eventLimitBytes, memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        return format.whole(body, context);
    }

    @Override
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        return format.wholeToStream(body, read, context);
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        return format.streamToWhole(context, eventLimitBytes, replyLimitBytes);
    }

    @Override
    public void close() {
        store.giveBack(held);
        held = 0;
    }

    /** What must be put into a request that is translated; most refer to nothing, and are not read again for it. */
    private JsonEdits expansion(byte[] body) {
        return refers ? format.expansion(body) : JsonEdits.NONE;
    }

    /** Takes a response that was written here; nobody, where it is not wanted. */
    private Optional<Consumer<JsonSlice>> kept() {
        return keeps ? Optional.of(watch::finished) : Optional.empty();
    }

    private static JsonSlice wholeOf(byte[] body) {
        int from = 0;
        while (body[from] != '{') {
            from++;
        }
        return new JsonSlice(body, from, body.length);
    }

    private static boolean isFalse(@Nullable JsonSlice value) {
        return value != null && value.toString().equals("false");
    }

    /** The items of the request, in arrays of their own: the body does not live as long as the answer takes. */
    private void remember(@Nullable JsonSlice given) {
        if (given == null) {
            return;
        }
        if (!take(given.length())) {
            keeps = false;
            warn.accept("this response is not kept: those in progress fill responses.bytes");
            return;
        }
        if (given.isString()) {
            byte[] item = new JsonWriter()
                    .beginObject()
                    .name("type")
                    .word("message")
                    .name("role")
                    .word("user")
                    .name("content")
                    .value(given)
                    .endObject()
                    .written()
                    .toByteArray();
            input = List.of(new JsonSlice(item, 0, item.length));
        } else {
            input = JsonMembers.elements(given).stream().map(this::resolved).toList();
        }
    }

    private JsonSlice resolved(JsonSlice item) {
        Map<String, JsonSlice> members = JsonMembers.of(item);
        boolean isReference = Replay.text(members, "type").equals("item_reference");
        return isReference ? referred(Replay.text(members, "id"), "input") : item.detached();
    }

    private boolean take(long bytes) {
        boolean taken = store.take(bytes);
        held += taken ? bytes : 0;
        return taken;
    }

    private JsonSlice referred(String itemId, String place) {
        return store.findByItem(owner, itemId)
                .flatMap(kept -> kept.output().stream()
                        .filter(item -> Replay.text(JsonMembers.of(item), "id").equals(itemId))
                        .findFirst())
                .flatMap(Replay::of)
                .orElseThrow(() -> PastItems.unknownItem(itemId, place));
    }

    /** What was kept for the caller. */
    private final class Past implements PastItems {
        @Override
        public List<JsonSlice> before(String responseId) {
            refers = true;
            KeptResponse known = previous; // the request is opened again when it is translated
            if (known != null) {
                return known.items();
            }
            KeptResponse found = store.find(owner, responseId).orElseThrow(() -> PastItems.unknownResponse(responseId));
            if (found.chainLength() >= KeptResponse.CHAIN_MAX) {
                throw JsonRequest.refusal(
                        "invalid_value",
                        "'previous_response_id' names the last of " + KeptResponse.CHAIN_MAX
                                + " responses in a row, which is the most. Send the conversation in 'input'.",
                        "previous_response_id");
            }
            List<JsonSlice> items = found.items();
            long bytes = items.stream().mapToLong(JsonSlice::length).sum();
            if (!take(bytes)) {
                throw new FailureException(new GatewayFailure.Overloaded(TOO_MUCH));
            }
            previous = found;
            return items;
        }

        @Override
        public JsonSlice item(String itemId, String place) {
            refers = true;
            return referred(itemId, place);
        }
    }

    /** Keeps the answer when it is whole. */
    private final class Watch implements ResponseWatch {
        @Override
        public void itemDone(JsonSlice item) {
            if (keeps && take(item.length())) {
                itemsDone.add(item.detached());
            }
        }

        @Override
        public void finished(JsonSlice last) {
            if (!keeps) {
                return;
            }
            JsonSlice response = last;
            Map<String, JsonSlice> members = JsonMembers.of(response);
            String id = Replay.text(members, "id");
            if (!id.isEmpty()) {
                store.keep(owner, id, new KeptResponse(whole(response, members), input, previous));
            }
        }

        /** Some servers leave the output out of the last event: then it is what came before. */
        private JsonSlice whole(JsonSlice response, Map<String, JsonSlice> members) {
            JsonSlice output = members.get("output");
            boolean lacks = output == null
                    || !output.isArray()
                    || JsonMembers.elements(output).isEmpty();
            if (!lacks || itemsDone.isEmpty()) {
                return response.detached();
            }
            JsonWriter json = new JsonWriter();
            json.beginObject();
            members.forEach((name, value) -> {
                if (!name.equals("output")) {
                    json.name(JsonText.of(name)).value(value);
                }
            });
            json.name("output").beginArray();
            itemsDone.forEach(json::value);
            byte[] all = json.endArray().endObject().written().toByteArray();
            return new JsonSlice(all, 0, all.length);
        }
    }
}
