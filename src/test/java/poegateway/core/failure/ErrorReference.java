package poegateway.core.failure;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes docs/errors.md from a sample of every failure. */
final class ErrorReference {
    private static final String INTRODUCTION = """
            # Errors

            Generated from `core.failure.Failure`; `mvn test -Dtest=ErrorReferenceTest -Ddocs.write=true` writes it again.

            Every error is one JSON object, with every status. On every path but those of [Anthropic's form](#in-anthropics-form):

            ```json
            {"error": {"message": "...", "type": "...", "param": null, "code": "..."}}
            ```

            Programs should match `code`. The messages below are examples, as a gateway answers them; each says how to fix what
            is wrong. Every answer has an `x-request-id`, by which you find more in the log.

            Once a stream has begun, its status has been sent: an error is then its last event, `data: {"error": {...}}`,
            and no `data: [DONE]` follows. *Sent again* says what the gateway does by itself, and whether a caller
            should try once more; `x-should-retry: false` says the same to OpenAI's and Anthropic's clients.

            `Retry-After` is the time to wait, in seconds. `retry-after-ms`, which most clients read first, is the same in milliseconds;
            for a wait longer than a minute it is 59,999, since those clients ignore longer waits and would send again at once.
            """;

    private final List<FailureSample> samples;

    ErrorReference(List<FailureSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** Every case of a sealed type: its permitted subclasses, all the way down. */
    static Set<Class<?>> cases(Class<?> sealed) {
        if (!sealed.isSealed()) {
            return Set.of(sealed);
        }
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(permitted -> cases(permitted).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Cases without a sample, by name. */
    List<String> casesWithoutSample() {
        Set<Class<?>> sampled =
                samples.stream().map(sample -> sample.failure().getClass()).collect(Collectors.toSet());
        return cases(Failure.class).stream()
                .filter(type -> !sampled.contains(type))
                .map(Class::getName)
                .sorted()
                .toList();
    }

    /** Faults that are neither mended nor stood for by a sample, or both; and ids that no fault has. */
    List<String> faultsWithoutOneAnswer(Collection<Fault> faults) {
        Set<String> known = faults.stream().map(Fault::id).collect(Collectors.toSet());
        Stream<String> unanswered = faults.stream()
                .filter(fault -> codesOf(fault).isEmpty() == fault.answer().isEmpty())
                .map(Fault::id);
        Stream<String> unknown =
                samples.stream().flatMap(sample -> sample.faults().stream()).filter(id -> !known.contains(id));
        return Stream.concat(unanswered, unknown).toList();
    }

    /** The whole page, in Markdown. */
    String page() {
        StringBuilder page =
                new StringBuilder(INTRODUCTION).append('\n').append(new AnthropicErrorReference(samples).section());
        for (Failure.Source source : Failure.Source.values()) {
            page.append("\n## ").append(title(source)).append('\n');
            byCode(source).forEach((code, ofCode) -> {
                page.append("\n### ").append(code).append('\n');
                ofCode.forEach(sample -> page.append('\n').append(entry(sample)));
            });
        }
        return page.append('\n').append(faultTable()).toString();
    }

    private Map<String, List<FailureSample>> byCode(Failure.Source source) {
        return samples.stream()
                .filter(sample -> sample.failure().source() == source)
                .collect(Collectors.groupingBy(sample -> heading(sample.failure()), TreeMap::new, Collectors.toList()));
    }

    private static String entry(FailureSample sample) {
        Failure failure = sample.failure();
        String faults = sample.faults().isEmpty() ? "" : "- Faults: " + String.join(", ", sample.faults()) + "\n";
        return """
                %s

                - Status %d, source %s, outcome `%s`; in Anthropic's form %s
                - Sent again: %s
                - Message: "%s"
                %s- What to do: %s
                """.formatted(
                        sample.when(),
                        failure.status(),
                        failure.source().name().toLowerCase(Locale.ROOT),
                        failure.outcome(),
                        AnthropicErrorReference.inShort(failure),
                        sentAgain(failure),
                        failure.message(),
                        faults,
                        sample.remedy());
    }

    private static String sentAgain(Failure failure) {
        return switch (failure.retry()) {
            case Retry.Never never -> "never";
            case Retry.IfUnsent unsent ->
                failure.source() == Failure.Source.GATEWAY
                        ? "by the client (`x-should-retry: true`), since no model has run"
                        : "by the gateway, since no model has run";
            case Retry.After after ->
                after.atLeast()
                        .map(wait -> "after " + wait.toSeconds() + " s in this example, as `Retry-After` says")
                        .orElse("after a pause");
        };
    }

    private String faultTable() {
        StringBuilder table = new StringBuilder("""
                ## Faults

                What can go wrong around the gateway, and what its caller gets. Those that begin with h2 only occur over HTTP/2.

                | fault | what happens | what the caller gets |
                |---|---|---|
                """);
        for (Fault fault : Fault.all()) {
            String answer = fault.answer().isEmpty() ? String.join(", ", codesOf(fault)) : fault.answer();
            table.append("| %s | %s | %s |\n".formatted(fault.id(), fault.what(), answer));
        }
        return table.toString();
    }

    private List<String> codesOf(Fault fault) {
        return samples.stream()
                .filter(sample -> sample.faults().contains(fault.id()))
                .map(sample -> heading(sample.failure()))
                .map(code -> "[%s](#%s)".formatted(code, anchor(code)))
                .distinct()
                .toList();
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '-').replace("'", "");
    }

    /** The code; a refusal without anything special stands for all codes that Poe may choose. */
    private static String heading(Failure failure) {
        boolean any = failure instanceof PoeRefusal.Refused && failure.code().equals("invalid_value");
        return any ? "a code of Poe's own" : failure.code();
    }

    private static String title(Failure.Source source) {
        return switch (source) {
            case CLIENT -> "The request is at fault";
            case GATEWAY -> "The gateway is at fault";
            case UPSTREAM -> "Poe, or the way to it, is at fault";
        };
    }
}
