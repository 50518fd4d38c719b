package poegateway.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import poegateway.conversation.Bounds;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.Target;
import poegateway.dialect.WireFormat;
import poegateway.dialect.WrittenRequest;
import poegateway.wire.json.JsonText;

/** The way of requests from callers of one dialect to models of another, or of the same where their bytes cannot pass. */
record RequestWay(WireFormat caller, WireFormat target) {
    /** What can be found again of a value, wherever it stands and however it is spelled. */
    private static final Pattern MARK = Pattern.compile("probe[_ -]?[a-z]*");

    /** How a field is called where it is dropped, if not by its own name. */
    private static final Map<String, Set<String>> SYNONYMS = Map.of(
            "encrypted_content", Set.of("signature", "reasoning_content"),
            "summary", Set.of("reasoning_content"),
            "content", Set.of("reasoning_content"),
            "thinking", Set.of("reasoning_content"),
            "signature", Set.of("reasoning_content"),
            "data", Set.of("signature", "reasoning_content"),
            "system", Set.of("attribution"));

    /** How a member of the top level is called where it is refused, if not by its own name. */
    private static final Map<String, String> NEUTRAL = Map.of(
            "input", "messages",
            "query", "messages",
            "text", "response_format",
            "output_format", "response_format",
            "output_config", "response_format",
            "tool_choice", "parallel_tool_calls");

    private static final String MODEL = "the-model";

    /** What a target gets, and what the gateway keeps to itself. */
    private record Sent(
            Map<String, JsonNode> leaves, List<String> dropped, Bounds bounds, boolean stream, boolean usage) {}

    Outcome outcome(Probe probe) {
        return probe.ownAffair() ? new Outcome.Kept() : told(probe);
    }

    private Outcome told(Probe probe) {
        Sent with;
        Sent without;
        try {
            with = sent(probe.bytesWith());
            without = sent(probe.bytesWithout());
        } catch (FailureException refused) { // where both are, it is what holds the field that is refused
            return refusal(refused.failure(), probe);
        }
        List<String> dropped = new ArrayList<>(with.dropped);
        if (!probe.isInBoth()) {
            dropped.removeAll(without.dropped);
        }
        if (with.dropped.stream().anyMatch(name -> isAround(name, probe.place())) || names(dropped, probe.place())) {
            return new Outcome.Dropped(with.dropped);
        }
        dropped.removeAll(without.dropped);
        if (dropped.stream()
                .anyMatch(name -> last(name).equals(probe.value().path("type").asText()))) {
            return new Outcome.Dropped(dropped); // by its kind
        }
        if (!dropped.isEmpty() && !namesInside(dropped, probe.value())) {
            return new Outcome.Lost("dropped under the name " + dropped);
        }
        List<String> places = changed(with.leaves, without.leaves);
        if (!places.isEmpty()) {
            return shows(with.leaves, places, probe.value())
                    ? new Outcome.Expressed(places)
                    : new Outcome.Lost("its value is not at " + places);
        }
        boolean kept =
                !with.bounds.equals(without.bounds) || with.stream != without.stream || with.usage != without.usage;
        if (kept) {
            return new Outcome.Kept();
        }
        return dropped.isEmpty() ? new Outcome.Lost("it changes nothing") : new Outcome.Dropped(dropped);
    }

    private Sent sent(byte[] body) {
        Opening opening = caller.open(body, MODEL);
        CallerCodec read = caller.callerCodec().orElseThrow();
        Codec write = target.codec().orElseThrow();
        Prompt prompt = read.readRequest(body, opening.model());
        if (target.poeInterface() == PoeInterface.BOT) {
            prompt = uploaded(prompt);
        }
        Target model = new Target(opening.model(), opening.stream(), Optional.empty(), read.dialect());
        WrittenRequest written = write.writeRequest(prompt, model);
        String text = new String(written.body().toByteArray(), StandardCharsets.UTF_8);
        Map<String, JsonNode> leaves = Places.leaves(Probe.json(text));
        leaves.put("path", Probe.json('"' + target.path(opening.model()) + '"'));
        return new Sent(leaves, written.dropped(), written.bounds(), opening.stream(), opening.usageWanted());
    }

    /** As if each file had been uploaded to an address that shows what it holds. */
    private static Prompt uploaded(Prompt prompt) {
        return prompt.withMedia(media -> media.source() instanceof MediaSource.Inline inline
                ? new Part.Media(media.kind(), address(inline), media.name(), media.extras())
                : media);
    }

    private static MediaSource address(MediaSource.Inline inline) {
        return new MediaSource.Address(
                JsonText.of("https://files.example/" + inline.base64().decoded()), inline.mediaType());
    }

    static List<String> changed(Map<String, JsonNode> with, Map<String, JsonNode> without) {
        List<String> places = new ArrayList<>();
        with.forEach((place, value) -> {
            if (!value.equals(without.get(place))) {
                places.add(place);
            }
        });
        if (places.isEmpty()) {
            without.keySet().stream().filter(place -> !with.containsKey(place)).forEach(places::add);
        }
        return places;
    }

    /** Whether the marks of a value stand at the places that changed; what has no mark is told in words of the target. */
    static boolean shows(Map<String, JsonNode> leaves, List<String> places, JsonNode value) {
        for (JsonNode leaf : Places.leaves(value).values()) {
            Matcher marks = MARK.matcher(leaf.asText());
            while (marks.find()) {
                String mark = marks.group();
                if (places.stream()
                        .noneMatch(place -> leaves.containsKey(place)
                                && leaves.get(place).asText().contains(mark))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Those places at which a mark stands, where there are marks. */
    static List<String> marked(Map<String, JsonNode> leaves, List<String> places) {
        List<String> marked = places.stream()
                .filter(place -> leaves.containsKey(place)
                        && MARK.matcher(leaves.get(place).asText()).find())
                .toList();
        return marked.isEmpty() ? places : marked;
    }

    private static Outcome refusal(Failure failure, Probe probe) {
        String message = failure.message().toLowerCase(Locale.ROOT);
        boolean unsupported = failure.facts().code().equals("unsupported_parameter");
        boolean named = Stream.concat(
                        Stream.of(
                                Places.last(probe.place()),
                                top(probe.place()),
                                NEUTRAL.getOrDefault(top(probe.place()), "")),
                        Places.leaves(probe.value()).keySet().stream().map(Places::last))
                .filter(name -> !name.isEmpty())
                .anyMatch(message::contains);
        return unsupported && named
                ? new Outcome.Refused()
                : new Outcome.Lost("refused by '" + failure.facts().code() + "': " + failure.message());
    }

    private static boolean names(List<String> dropped, String place) {
        String field = Places.last(place);
        Set<String> others = SYNONYMS.getOrDefault(field, Set.of());
        return dropped.stream()
                .anyMatch(name -> name.equals(top(place)) || last(name).equals(field) || others.contains(last(name)));
    }

    private static boolean namesInside(List<String> dropped, JsonNode value) {
        Set<String> inside = new HashSet<>();
        Places.leaves(value).keySet().forEach(place -> inside.add(Places.last(place)));
        return dropped.stream().allMatch(name -> inside.contains(last(name)));
    }

    /** Whether all of that member is dropped, and with it what stands inside. */
    private static boolean isAround(String name, String place) {
        return place.startsWith(name + ".");
    }

    private static String last(String name) {
        return name.replaceAll(".*\\.", "");
    }

    private static String top(String place) {
        return place.replaceAll("[.\\[].*", "");
    }
}
