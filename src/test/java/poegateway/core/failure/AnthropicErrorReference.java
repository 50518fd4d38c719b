package poegateway.core.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.messages.event.AnthropicErrors;

/** Writes the part of docs/errors.md that is about the form of Anthropic's errors. */
final class AnthropicErrorReference {
    private static final String REQUEST = "req-0123456789abcdef01234567";
    private static final ErrorForm FORM = new AnthropicErrors().of(REQUEST);

    private final List<FailureSample> samples;

    AnthropicErrorReference(List<FailureSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** The type and the status of a failure. */
    static String inShort(Failure failure) {
        int status = FORM.answer(failure).status();
        return "`%s`%s".formatted(type(failure), status == failure.status() ? "" : " and status " + status);
    }

    /** The section, in Markdown. */
    String section() {
        Failure missing = sampleOf(PoeRefusal.ModelNotFound.class);
        Failure broken = sampleOf(ReplyFailure.Truncated.class);
        String event = new String(FORM.event(broken), UTF_8).strip();
        return """
            ## In Anthropic's form

            On `/v1/messages` and the paths below it errors have the form that Anthropic's clients read. It has no code: programs
            match `type`, and the message says the rest. `request_id` is also in the header `request-id`.

            ```json
            %s
            ```

            Once a stream has begun, the error is its last event, and no `message_stop` follows:

            ```
            %s
            ```

            The status is that of all other paths, but for an overloaded Poe, which is 529 here. Below,
            each failure names its type.

            | type | status |
            |---|---|
            %s""".formatted(new String(FORM.answer(missing).body(), UTF_8), event, table());
    }

    private Failure sampleOf(Class<? extends Failure> type) {
        return samples.stream()
                .map(FailureSample::failure)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private String table() {
        Map<String, List<Failure>> byType = samples.stream()
                .map(FailureSample::failure)
                .collect(Collectors.groupingBy(AnthropicErrorReference::type, TreeMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder();
        byType.forEach((type, failures) -> table.append("| `%s` | %s |\n".formatted(type, statuses(failures))));
        return table.toString();
    }

    private static String statuses(List<Failure> failures) {
        return failures.stream()
                .map(failure -> FORM.answer(failure).status())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static String type(Failure failure) {
        String body = new String(FORM.answer(failure).body(), UTF_8);
        String before = "\"error\":{\"type\":\"";
        int from = body.indexOf(before) + before.length();
        return body.substring(from, body.indexOf('"', from));
    }
}
