package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of the page that says what becomes of replies. */
final class ReplyLossPage {
    private static final String HEAD = """

            # What replies lose

            What a model of one dialect says to a caller of another has one of four ends:

            - a **place**: the caller gets it there, or something that says the same;
            - **by the gateway**: ids and times of the gateway's own stand in its place, or a header has it (`x-poe-gateway-model`);
            - **named**: it is left out and named in `x-poe-gateway-dropped`, with `reply.` before its name. So it is for replies that come
              whole from Poe, also where the caller gets them as a stream;
            - **gone**: it is left out and told nowhere. A stream has begun, and its headers have left, before anybody knows what it
              will hold, and bots answer in streams alone. What the table shows so is the only word of it.

            Replies that pass in the caller's own dialect lose nothing. What a response repeats of its request (`temperature`, `tools` and the
            like) is no part of the answer. A test writes these tables, and fails where a whole reply loses a thing without a word.
            """;

    private ReplyLossPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (LossDialects.Model model : LossDialects.MODELS) {
            if (!model.name().equals("bot")) {
                table(model, false, page);
            }
            table(model, true, page);
        }
        return page.toString();
    }

    private static void table(LossDialects.Model model, boolean stream, StringBuilder page) {
        List<LossDialects.Caller> callers = LossDialects.CALLERS.stream()
                .filter(caller -> !caller.name().equals(model.name()))
                .toList();
        page.append("\n## Replies: ").append(model.name()).append(stream ? ", streamed" : ", whole");
        page.append("\n\n| of the reply | ")
                .append(callers.stream().map(caller -> "to " + caller.name()).collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append("---|".repeat(callers.size()))
                .append('\n');
        Map<String, Set<String>> shown = new HashMap<>();
        for (Probe probe : Probe.list(model.replies())) {
            if (probe.with().isArray() == stream) {
                row(probe, model, callers, shown, page);
            }
        }
    }

    private static void row(
            Probe probe,
            LossDialects.Model model,
            List<LossDialects.Caller> callers,
            Map<String, Set<String>> shown,
            StringBuilder page) {
        StringBuilder cells = new StringBuilder(" |");
        for (LossDialects.Caller caller : callers) {
            boolean streamed = probe.with().isArray() || caller.name().equals("bot");
            Outcome outcome = new ReplyWay(model, caller, streamed).outcome(probe);
            String cell = outcome instanceof Outcome.Dropped ? "named" : outcome.cell();
            cells.append(' ').append(cell).append(" |");
        }
        String field = field(probe);
        Set<String> before = shown.computeIfAbsent(field, unused -> new HashSet<>());
        String title = "`" + field + "`" + (before.isEmpty() ? "" : LossPage.variant(probe.value()));
        if (before.add(cells.toString())) {
            page.append("| ").append(title).append(cells).append('\n');
        }
    }

    /** Numbers of events say nothing, names do. */
    private static String field(Probe probe) {
        String place = probe.place();
        String within = Places.general(place).replaceFirst("^\\[]\\.", "");
        if (!probe.with().isArray()) {
            return within;
        }
        JsonNode event = Places.get(probe.with(), place.substring(0, place.indexOf(']') + 1));
        String name = event.path("event").asText(event.path("type").asText()).replace("response.", "");
        return name.isEmpty() ? within : name + ": " + within.replaceFirst("^data\\.", "");
    }
}
