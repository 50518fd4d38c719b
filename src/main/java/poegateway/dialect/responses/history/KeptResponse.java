package poegateway.dialect.responses.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.dialect.responses.WholeToEvents;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * A response, and what it answers. It holds the items of its own request alone and refers to the response that it goes on from, so a
 * chain of responses holds each item once, and stays whole when the earlier ones are no longer kept by name. Immutable.
 */
public final class KeptResponse {
    /** Most responses in a chain. */
    public static final int CHAIN_MAX = 500;

    /** What an entry costs beside its bytes. */
    private static final long OVERHEAD_BYTES = 512;

    private final JsonSlice response;
    private final List<JsonSlice> input;
    private final @Nullable KeptResponse previous;
    private final int chainLength;

    /**
     * @param response as the caller got it, in an array of its own
     * @param input the items of its request, in arrays of their own
     * @param previous the response that the request named; null where it named none
     */
    KeptResponse(JsonSlice response, List<JsonSlice> input, @Nullable KeptResponse previous) {
        this.response = response;
        this.input = List.copyOf(input);
        this.previous = previous;
        this.chainLength = previous == null ? 1 : previous.chainLength + 1;
    }

    /** The response as the caller got it. */
    public JsonSlice response() {
        return response;
    }

    /** The response as events, every text in one piece: those that came while it was made are not kept. */
    public byte[] events() {
        return WholeToEvents.of(response);
    }

    /** How many responses there are in its chain, itself included. */
    int chainLength() {
        return chainLength;
    }

    /** Bytes that it holds, those of earlier responses not counted. */
    long weight() {
        return OVERHEAD_BYTES
                + response.length()
                + input.stream()
                        .mapToLong(item -> item.length() + OVERHEAD_BYTES / 8)
                        .sum();
    }

    /** The items of its request and of all before it, with what was answered to those; oldest first. */
    public List<JsonSlice> inputItems() {
        List<JsonSlice> items = new ArrayList<>();
        KeptResponse before = previous;
        if (before != null) {
            items.addAll(before.items());
        }
        items.addAll(input);
        return items;
    }

    /** All items of its chain, its own answer included, as they can be sent again; oldest first. */
    List<JsonSlice> items() {
        Deque<KeptResponse> chain = new ArrayDeque<>();
        for (KeptResponse each = this; each != null; each = each.previous) {
            chain.push(each);
        }
        List<JsonSlice> items = new ArrayList<>();
        for (KeptResponse each : chain) {
            items.addAll(each.input);
            each.output().stream().flatMap(item -> Replay.of(item).stream()).forEach(items::add);
        }
        return items;
    }

    /** The items of its answer. */
    List<JsonSlice> output() {
        JsonSlice output = JsonMembers.of(response).get("output");
        return output == null || !output.isArray()
                ? List.of()
                : JsonMembers.elements(output).stream()
                        .filter(JsonSlice::isObject)
                        .toList();
    }
}
