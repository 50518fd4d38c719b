package poegateway.simulator.responses;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;

/** Writes a reply as one {@code response} object, with exactly the keys that were recorded. */
final class ResponseForm {
    private static final String REST =
            ",\"parallel_tool_calls\":true,\"temperature\":1,\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1,"
                    + "\"reasoning\":{\"effort\":null,\"summary\":null},";
    private static final String REST_AFTER_STATUS =
            ",\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"},\"truncation\":\"disabled\",";

    private final ReplyDraft draft;

    ResponseForm(ReplyDraft draft) {
        this.draft = draft;
    }

    /** The response when it is done. */
    String done() {
        boolean complete = draft.turn().ending() == Turn.Ending.COMPLETE;
        return of(
                complete ? "completed" : "incomplete",
                String.join(",", items()),
                usage(),
                complete ? "null" : "{\"reason\":\"" + reason() + "\"}");
    }

    /** The response while it is made. */
    String begun() {
        return of("in_progress", "", "null", "null");
    }

    private String of(String status, String items, String usage, String incomplete) {
        boolean over = !status.equals("in_progress");
        String completedAt = over ? Long.toString(draft.createdSeconds() + 1) : "null";
        return "{\"id\":" + JsonWords.quote(draft.id()) + ",\"created_at\":" + draft.createdSeconds()
                + ",\"metadata\":{},\"model\":" + JsonWords.quote(draft.model())
                + ",\"object\":\"response\",\"output\":["
                + items + "]" + REST + "\"status\":\"" + status + "\"" + REST_AFTER_STATUS + "\"usage\":" + usage
                + ",\"store\":false,\"background\":false,\"billing\":{\"payer\":\"developer\"},\"completed_at\":"
                + completedAt + ",\"frequency_penalty\":0,\"presence_penalty\":0,\"service_tier\":\"default\","
                + "\"top_logprobs\":0,\"error\":null,\"incomplete_details\":" + incomplete
                + ",\"instructions\":null,\"max_output_tokens\":null,\"max_tool_calls\":null,"
                + "\"previous_response_id\":null,\"safety_identifier\":null,\"prompt_cache_key\":null}";
    }

    private String reason() {
        return draft.turn().ending() == Turn.Ending.TOKEN_LIMIT ? "max_output_tokens" : "content_filter";
    }

    private String usage() {
        Turn.Usage usage = draft.turn().usage();
        return "{\"input_tokens\":" + usage.prompt() + ",\"input_tokens_details\":{\"cached_tokens\":" + usage.cached()
                + "},\"output_tokens\":" + usage.completion() + ",\"output_tokens_details\":{\"reasoning_tokens\":"
                + usage.reasoning() + "},\"total_tokens\":" + (usage.prompt() + usage.completion()) + "}";
    }

    /** All items of the output. */
    List<String> items() {
        Turn turn = draft.turn();
        var items = new ArrayList<String>();
        if (!turn.reasoning().isEmpty()) {
            items.add(reasoning(summary(turn.reasoning())));
        }
        if (turn.calls().isEmpty() || !turn.text().isEmpty()) {
            items.add(message("completed", text(turn.text())));
        }
        for (int i = 0; i < turn.calls().size(); i++) {
            items.add(call(i, turn.calls().get(i).arguments(), "completed"));
        }
        return items;
    }

    String reasoning(String summary) {
        return "{\"id\":" + JsonWords.quote(itemId("rs_", 0)) + ",\"type\":\"reasoning\",\"summary\":[" + summary
                + "]}";
    }

    String summary(String text) {
        return "{\"text\":" + JsonWords.quote(text) + ",\"type\":\"summary_text\"}";
    }

    String message(String status, String part) {
        return "{\"id\":" + JsonWords.quote(itemId("msg_", 0)) + ",\"content\":[" + part
                + "],\"role\":\"assistant\",\"status\":\"" + status + "\",\"type\":\"message\"}";
    }

    String text(String text) {
        return "{\"annotations\":[],\"text\":" + JsonWords.quote(text) + ",\"type\":\"output_text\",\"logprobs\":[]}";
    }

    String call(int index, String arguments, String status) {
        Turn.Call call = draft.turn().calls().get(index);
        return "{\"arguments\":" + JsonWords.quote(arguments) + ",\"call_id\":" + JsonWords.quote(call.id())
                + ",\"name\":" + JsonWords.quote(call.name()) + ",\"type\":\"function_call\",\"id\":"
                + JsonWords.quote(itemId("fc_", index)) + ",\"status\":\"" + status + "\"}";
    }

    /** Ids of items are made of that of the response. */
    String itemId(String kind, int index) {
        return kind + draft.id().substring(draft.id().indexOf('_') + 1) + index;
    }
}
