package poegateway.simulator.responses;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.reply.TextPieces;

/**
 * Writes a reply as the events of a stream. Poe's own were never recorded; this is the order that OpenAI documents, with the end mark
 * behind it that others have seen.
 */
final class ResponseEventForm {
    private final ResponseForm form;
    private final Turn turn;
    private final int chunkChars;
    private final List<StreamEvent> events = new ArrayList<>();
    private int items;

    private ResponseEventForm(ReplyDraft draft, int chunkChars) {
        this.form = new ResponseForm(draft);
        this.turn = draft.turn();
        this.chunkChars = chunkChars;
    }

    static List<StreamEvent> of(ReplyDraft draft, int chunkChars) {
        ResponseEventForm written = new ResponseEventForm(draft, chunkChars);
        written.write();
        return written.events;
    }

    private void write() {
        add("response.created", "\"response\":" + form.begun());
        add("response.in_progress", "\"response\":" + form.begun());
        if (!turn.reasoning().isEmpty()) {
            reasoning();
        }
        if (turn.calls().isEmpty() || !turn.text().isEmpty()) {
            message();
        }
        for (int i = 0; i < turn.calls().size(); i++) {
            call(i);
        }
        String end = turn.ending() == Turn.Ending.COMPLETE ? "response.completed" : "response.incomplete";
        add(end, "\"response\":" + form.done());
        events.add(StreamEvent.unnamed("[DONE]"));
    }

    private void reasoning() {
        String id = form.itemId("rs_", 0);
        item("added", form.reasoning(""));
        add("response.reasoning_summary_part.added", place(id, "summary_index") + ",\"part\":" + form.summary(""));
        for (String piece : TextPieces.of(turn.reasoning(), chunkChars)) {
            add("response.reasoning_summary_text.delta", place(id, "summary_index") + delta(piece));
        }
        add(
                "response.reasoning_summary_text.done",
                place(id, "summary_index") + ",\"text\":" + JsonWords.quote(turn.reasoning()));
        add(
                "response.reasoning_summary_part.done",
                place(id, "summary_index") + ",\"part\":" + form.summary(turn.reasoning()));
        item("done", form.reasoning(form.summary(turn.reasoning())));
        items++;
    }

    private void message() {
        String id = form.itemId("msg_", 0);
        item("added", form.message("in_progress", ""));
        add("response.content_part.added", place(id, "content_index") + ",\"part\":" + form.text(""));
        for (String piece : TextPieces.of(turn.text(), chunkChars)) {
            add("response.output_text.delta", place(id, "content_index") + delta(piece) + ",\"logprobs\":[]");
        }
        add(
                "response.output_text.done",
                place(id, "content_index") + ",\"text\":" + JsonWords.quote(turn.text()) + ",\"logprobs\":[]");
        add("response.content_part.done", place(id, "content_index") + ",\"part\":" + form.text(turn.text()));
        item("done", form.message("completed", form.text(turn.text())));
        items++;
    }

    private void call(int index) {
        Turn.Call call = turn.calls().get(index);
        String of = "\"item_id\":" + JsonWords.quote(form.itemId("fc_", index)) + ",\"output_index\":" + items;
        item("added", form.call(index, "", "in_progress"));
        for (String piece : TextPieces.of(call.arguments(), chunkChars)) {
            add("response.function_call_arguments.delta", of + delta(piece));
        }
        add("response.function_call_arguments.done", of + ",\"arguments\":" + JsonWords.quote(call.arguments()));
        item("done", form.call(index, call.arguments(), "completed"));
        items++;
    }

    private void item(String what, String item) {
        add("response.output_item." + what, "\"output_index\":" + items + ",\"item\":" + item);
    }

    private String place(String id, String part) {
        return "\"item_id\":" + JsonWords.quote(id) + ",\"output_index\":" + items + ",\"" + part + "\":0";
    }

    private static String delta(String piece) {
        return ",\"delta\":" + JsonWords.quote(piece);
    }

    private void add(String type, String members) {
        String data = "{\"type\":\"" + type + "\"," + members + ",\"sequence_number\":" + events.size() + "}";
        events.add(new StreamEvent(type, data));
    }
}
