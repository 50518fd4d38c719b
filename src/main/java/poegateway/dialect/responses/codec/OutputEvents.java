package poegateway.dialect.responses.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import poegateway.core.MemoryLease;
import poegateway.dialect.responses.event.DeltaForm;
import poegateway.dialect.responses.event.EventWriter;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes the events of an output, item by item. Words and thoughts end where something else begins; calls stay open to the end, since the
 * arguments of several may come in turns. Not thread-safe.
 */
final class OutputEvents {
    private final EventWriter events;
    private final ItemIds ids;
    private final ToolNames names;
    private final MemoryLease memory;
    private final List<OutputItem.Placed> items = new ArrayList<>();
    private final Map<Integer, OpenCall> calls = new TreeMap<>();
    private @Nullable OpenText open;
    private OutputItem.Stage stage = OutputItem.Stage.DONE;

    OutputEvents(EventWriter events, ItemIds ids, ToolNames names, MemoryLease memory) {
        this.events = events;
        this.ids = ids;
        this.names = names;
        this.memory = memory;
    }

    private enum Kind {
        WORDS("response.output_text", "content_index"),
        REFUSAL("response.refusal", "content_index"),
        THOUGHTS("response.reasoning_summary_text", "summary_index");

        private final String type;
        private final String part;

        Kind(String type, String part) {
            this.type = type;
            this.part = part;
        }
    }

    /** Words or thoughts that go on. */
    private record OpenText(Kind kind, int index, String id, LeasedText text, DeltaForm form) {
        static OpenText of(Kind kind, int index, String id, MemoryLease memory) {
            String after = kind == Kind.WORDS ? ",\"logprobs\":[]" : "";
            String part = ",\"" + kind.part + "\":0";
            return new OpenText(
                    kind,
                    index,
                    id,
                    new LeasedText(memory),
                    DeltaForm.of(kind.type + ".delta", id, index, part, after));
        }

        OutputItem item(JsonText all, Optional<JsonText> signature) {
            return kind == Kind.THOUGHTS
                    ? new OutputItem.Thought(id, all, signature)
                    : new OutputItem.Said(id, kind == Kind.REFUSAL, all);
        }
    }

    private record OpenCall(
            int index, String id, JsonText callId, ToolNames.Told told, LeasedText arguments, DeltaForm form) {
        OutputItem item() {
            JsonText text = arguments.text();
            return new OutputItem.Called(id, callId, told, told.custom() ? CustomTools.input(text) : text);
        }
    }

    void words(JsonText text, OutputStream out) throws IOException {
        text(Kind.WORDS, text, out);
    }

    void refusal(JsonText text, OutputStream out) throws IOException {
        text(Kind.REFUSAL, text, out);
    }

    void thoughts(JsonText text, OutputStream out) throws IOException {
        text(Kind.THOUGHTS, text, out);
    }

    /** The thoughts so far are signed; {@code signature} as it is shown. */
    void sign(JsonText signature, OutputStream out) throws IOException {
        OpenText thoughts = open;
        if (thoughts == null || thoughts.kind != Kind.THOUGHTS) {
            closeText(out);
            thoughts = OpenText.of(Kind.THOUGHTS, items.size(), ids.of("rs_", items.size()), memory);
            add(thoughts.item(JsonText.EMPTY, Optional.empty()), out);
        }
        open = null;
        close(thoughts, Optional.of(signature.detached()), out);
    }

    void callBegun(int number, JsonText callId, JsonText name, OutputStream out) throws IOException {
        closeText(out);
        ToolNames.Told told = names.told(name.decoded());
        int index = items.size();
        String id = ids.of(told.custom() ? "ctc_" : "fc_", index);
        DeltaForm form = DeltaForm.of("response.function_call_arguments.delta", id, index, "", "");
        OpenCall call = new OpenCall(index, id, callId.detached(), told, new LeasedText(memory), form);
        calls.put(number, call);
        add(new OutputItem.Called(call.id, call.callId, told, JsonText.EMPTY), out);
    }

    /** Text of a tool that takes free text comes when all of it is there: until then it stands in the form of arguments. */
    void arguments(int number, JsonText delta, OutputStream out) throws IOException {
        OpenCall call = calls.get(number);
        if (call == null) {
            throw new IllegalStateException("arguments of a call that has not begun");
        }
        call.arguments.append(delta);
        if (!call.told.custom()) {
            events.delta(call.form, delta, out);
        }
    }

    /** An item that only this dialect knows. */
    void known(JsonSlice item, OutputStream out) throws IOException {
        closeText(out);
        int index = items.size();
        OutputItem known = new OutputItem.Known(item.detached());
        add(known, out);
        done(index, known, out);
    }

    /**
     * The answer has ended.
     *
     * @param last how far those have come that are open
     */
    void close(OutputItem.Stage last, OutputStream out) throws IOException {
        stage = last;
        closeText(out);
        for (OpenCall call : calls.values()) {
            close(call, out);
        }
        calls.clear();
    }

    /** How many items have begun. */
    int size() {
        return items.size();
    }

    /**
     * All items, as they are or will be when nothing more comes.
     *
     * @param last how far those have come then that are open
     */
    List<OutputItem.Placed> items(OutputItem.Stage last) {
        List<OutputItem.Placed> all = new ArrayList<>(items);
        OpenText text = open;
        if (text != null) {
            all.set(text.index, new OutputItem.Placed(text.item(text.text.text(), Optional.empty()), last));
        }
        calls.values().forEach(call -> all.set(call.index, new OutputItem.Placed(call.item(), last)));
        return all;
    }

    private void text(Kind kind, JsonText delta, OutputStream out) throws IOException {
        OpenText text = open;
        if (text == null || text.kind != kind) {
            closeText(out);
            text = begin(kind, out);
        }
        text.text.append(delta);
        events.delta(text.form, delta, out);
    }

    private OpenText begin(Kind kind, OutputStream out) throws IOException {
        int index = items.size();
        String id = ids.of(kind == Kind.THOUGHTS ? "rs_" : "msg_", index);
        OpenText text = OpenText.of(kind, index, id, memory);
        open = text;
        OutputItem item = text.item(JsonText.EMPTY, Optional.empty());
        add(item, out);
        partEvent(".added", text, item, JsonText.EMPTY, out);
        return text;
    }

    private void closeText(OutputStream out) throws IOException {
        OpenText text = open;
        if (text != null) {
            open = null;
            close(text, Optional.empty(), out);
        }
    }

    private void close(OpenText text, Optional<JsonText> signature, OutputStream out) throws IOException {
        JsonText all = text.text.text();
        OutputItem item = text.item(all, signature);
        if (text.kind != Kind.THOUGHTS || !all.isEmpty()) {
            place(text.kind.type + ".done", text)
                    .name(text.kind == Kind.REFUSAL ? "refusal" : "text")
                    .value(all);
            logprobs(text.kind);
            events.end(out);
            partEvent(".done", text, item, all, out);
        }
        done(text.index, item, out);
    }

    private void close(OpenCall call, OutputStream out) throws IOException {
        OutputItem.Called item = (OutputItem.Called) call.item();
        if (call.told.custom()) {
            of("response.custom_tool_call_input.delta", call.id, call.index)
                    .name("delta")
                    .value(item.input());
            events.end(out);
            of("response.custom_tool_call_input.done", call.id, call.index)
                    .name("input")
                    .value(item.input());
        } else {
            of("response.function_call_arguments.done", call.id, call.index)
                    .name("name")
                    .value(call.told.name())
                    .name("arguments")
                    .value(item.input());
        }
        events.end(out);
        done(call.index, item, out);
    }

    private void add(OutputItem item, OutputStream out) throws IOException {
        JsonWriter json = events.begin("response.output_item.added");
        json.name("output_index").value(items.size()).name("item");
        item.write(json, OutputItem.Stage.BEGUN);
        items.add(new OutputItem.Placed(item, OutputItem.Stage.BEGUN));
        events.end(out);
    }

    private void done(int index, OutputItem item, OutputStream out) throws IOException {
        items.set(index, new OutputItem.Placed(item, stage));
        JsonWriter json = events.begin("response.output_item.done");
        json.name("output_index").value(index).name("item");
        item.write(json, stage);
        events.end(out);
    }

    private void partEvent(String what, OpenText text, OutputItem item, JsonText words, OutputStream out)
            throws IOException {
        boolean isThought = text.kind == Kind.THOUGHTS;
        JsonWriter json = place((isThought ? "response.reasoning_summary_part" : "response.content_part") + what, text);
        json.name("part");
        if (item instanceof OutputItem.Said said) {
            said.part(json, words);
        } else {
            OutputItem.Thought.part(json, words);
        }
        events.end(out);
    }

    private void logprobs(Kind kind) {
        if (kind == Kind.WORDS) {
            events.json().name("logprobs").beginArray().endArray();
        }
    }

    private JsonWriter place(String type, OpenText text) {
        return of(type, text.id, text.index).name(text.kind.part).value(0);
    }

    private JsonWriter of(String type, String id, int index) {
        return events.begin(type).name("item_id").value(id).name("output_index").value(index);
    }
}
