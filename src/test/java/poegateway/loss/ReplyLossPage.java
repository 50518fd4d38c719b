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

            When a model answers in another dialect than the caller's, one of four things happens to each part of the reply:

            - a **place**: the caller gets it under this name, or gets something that means the same;
            - **by the gateway**: the gateway puts ids and times of its own there, or a header holds it (`x-poe-gateway-model`);
            - **named**: it is left out and named in `x-poe-gateway-dropped`, with `reply.` before its name. This holds for replies that come
              whole from Poe, also where the caller gets them as a stream;
            - **gone**: it is left out, and no header names it. By the time a stream shows what it holds, its headers have been sent, and bots
              answer only in streams. For these parts the table is the only record.

            Replies that pass in the caller's own dialect lose nothing. What a response only repeats from its request (`temperature`, `tools` and
            the like) does not count as part of the reply. A test writes these tables, and fails where a whole reply loses something without
            naming it.
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
