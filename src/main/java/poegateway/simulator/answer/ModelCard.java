package poegateway.simulator.answer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the catalogue says of one model, as far as replies depend on it.
 *
 * @param id in lower case
 * @param name as Poe writes it
 * @param owner the maker, such as {@code Google}
 * @param createdMillis when it came to Poe, Unix time
 * @param endpoints paths that it lists, such as {@code /v1/responses}
 * @param outputs {@code text}, {@code image}, {@code video}, {@code audio}
 * @param tools whether it lists the feature {@code tools}
 * @param effort whether it lists {@code supports_reasoning_effort}
 * @param caches whether it lists a price for cached input
 * @param shapes parameters that it has for the size of a picture, of {@link FileWish#SHAPES}
 */
public record ModelCard(
        String id,
        String name,
        String owner,
        long createdMillis,
        List<String> endpoints,
        List<String> outputs,
        boolean tools,
        boolean effort,
        boolean caches,
        List<String> shapes) {
    /** Recorded to think without being asked. */
    private static final List<String> THINKS_UNASKED = List.of(
            "gemini-3",
            "grok-3-mini",
            "grok-code-fast-1",
            "kimi-k2-thinking",
            "minimax-m2.1",
            "gpt-oss-120b-cs",
            "magistral",
            "nova-lite-2",
            "nova-premier");

    /** Recorded to think when asked, whatever their entry says. */
    private static final List<String> THINKS_WHEN_ASKED = List.of("gemini-2.5-", "gemini-3.1-flash-lite");

    /** Recorded to accept the effort and to show nothing. */
    private static final List<String> THINKS_SILENTLY = List.of("grok-4-fast", "grok-4.1-fast");

    /** Models of Anthropic's that came before its models thought. */
    private static final List<String> THINKS_NEVER = List.of("claude-haiku-3");

    /** Recorded to sign their tool calls: these exactly, and all of the third generation. */
    private static final Set<String> SIGNERS = Set.of("gemini-2.5-flash", "gemini-2.5-pro");

    private static final List<String> TRANSCRIBERS = List.of("whisper-", "deepgram-", "cartesia-ink-");

    public ModelCard {
        endpoints = List.copyOf(endpoints);
        outputs = List.copyOf(outputs);
        shapes = List.copyOf(shapes);
    }

    /** A model that is only a name: it writes text, calls tools and shows no thoughts. */
    public static ModelCard ofMagic(String name) {
        return new ModelCard(
                name.toLowerCase(Locale.ROOT),
                name,
                "Simulator",
                1_767_225_600_000L,
                List.of(),
                List.of("text"),
                true,
                true,
                false,
                List.of());
    }

    /** Whether it lists that path. */
    public boolean lists(String path) {
        return endpoints.contains(path);
    }

    /** The same as one that makes only that: {@code image}, {@code video} or {@code audio}. */
    public ModelCard making(String kind) {
        return new ModelCard(id, name, owner, createdMillis, endpoints, List.of(kind), tools, effort, caches, shapes);
    }

    /** Whether it writes down what it hears. Poe lists some of these with text alone, and one as if it made sound. */
    boolean transcribes() {
        return startsWithOneOf(TRANSCRIBERS);
    }

    /** What it makes: {@code text} when it can, else its first kind. */
    String output() {
        return outputs.isEmpty() || outputs.contains("text") || transcribes() ? "text" : outputs.getFirst();
    }

    /** Whether a reply shows thoughts, at that {@code reasoning_effort} or at none (empty). */
    boolean thinks(String wanted) {
        if (!output().equals("text") || startsWithOneOf(THINKS_SILENTLY)) {
            return false;
        }
        boolean asked = !wanted.isEmpty() && !wanted.equals("none");
        boolean onlyAsked = startsWithOneOf(THINKS_WHEN_ASKED);
        if (wanted.equals(Question.THINKING_BUDGET)) {
            return id.startsWith("claude-") && !startsWithOneOf(THINKS_NEVER);
        }
        return (asked && (effort || onlyAsked)) || (!onlyAsked && startsWithOneOf(THINKS_UNASKED));
    }

    private boolean startsWithOneOf(List<String> beginnings) {
        return beginnings.stream().anyMatch(id::startsWith);
    }

    /** Whether its tool calls carry Google's thought signature. */
    boolean signs() {
        return SIGNERS.contains(id) || id.startsWith("gemini-3");
    }

    /** How its maker writes the ids of tool calls. */
    ToolIds toolIds() {
        return Stream.of(ToolIds.values())
                .filter(style -> id.startsWith(style.family))
                .findFirst()
                .orElse(ToolIds.OPENAI);
    }

    /** Recorded styles of tool call ids, by the beginning of the model's id. */
    enum ToolIds {
        XAI("grok"),
        GOOGLE("gemini"),
        KIMI("kimi"),
        OPENAI("");

        private final String family;

        ToolIds(String family) {
            this.family = family;
        }
    }
}
