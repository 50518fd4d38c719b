package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page that says what becomes of each field where dialects are translated. */
final class LossPage {
    private static final String HEAD = """
            # What is lost in translation

            Where Poe speaks the caller's dialect, the bytes pass through and nothing is lost. Where a request must be translated, one of
            four things happens to each of its fields:

            - a **place**: the model gets it under this name, or gets something that means the same;
            - **by the gateway**: the model does not see it; the gateway takes care of it itself;
            - **refused**: it is part of what is asked, and the model's dialect cannot express it. The request is answered with 400
              `unsupported_parameter` and the name of the field, and nothing is sent to Poe. A form of the answer (`response_format`,
              `text.format`, `output_config.format`) is asked for in words instead, unless `routing.structured-output` is `refuse` or nothing
              may be lost;
            - **dropped**: it is only a hint, so it is left out and named in the answer's header `x-poe-gateway-dropped`. With
              `routing.loss: strict`, or with `x-poe-gateway-loss: strict` on the request, the request is refused instead.

            The tables show models whose options are not known. Where Poe's list names a model's options, an option that the model does not have
            is dropped. Fields that are in no table count as unknown: at the top level they are taken for options of the model and passed on,
            elsewhere they are dropped. A test writes this page: it sends each field in each dialect to each other, and fails where one is lost
            without being named.
            """;

    private static final int VALUE_CHARS_MAX = 24;

    private LossPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (LossDialects.Caller caller : LossDialects.CALLERS) {
            page.append("\n## Requests: ").append(caller.name()).append("\n\n");
            page.append("| field | ")
                    .append(LossDialects.MODELS.stream()
                            .map(model -> "over " + model.name())
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n|---|")
                    .append("---|".repeat(LossDialects.MODELS.size()))
                    .append('\n');
            rows(caller, page);
        }
        return page.append(ReplyLossPage.text()).toString();
    }

    private static void rows(LossDialects.Caller caller, StringBuilder page) {
        Map<String, Set<String>> shown = new HashMap<>();
        for (Probe probe : Probe.list(caller.requests())) {
            StringBuilder cells = new StringBuilder(" |");
            for (LossDialects.Model model : LossDialects.MODELS) {
                Outcome outcome = new RequestWay(caller.format(), model.format()).outcome(probe);
                cells.append(' ').append(outcome.cell()).append(" |");
            }
            String field = Places.general(probe.place());
            Set<String> before = shown.computeIfAbsent(field, unused -> new HashSet<>());
            String title = before.isEmpty() ? "`" + field + "`" : "`" + field + "`" + variant(probe.value());
            if (before.add(cells.toString())) {
                page.append("| ").append(title).append(cells).append('\n');
            }
        }
    }

    /** What tells a value from others of the same field: its type, or itself. */
    static String variant(JsonNode value) {
        String type = value.path("type").asText();
        String text = value.toString();
        return text.length() <= VALUE_CHARS_MAX
                ? " `" + text + "`"
                : type.isEmpty() ? ", filled" : " of type `" + type + "`";
    }
}
