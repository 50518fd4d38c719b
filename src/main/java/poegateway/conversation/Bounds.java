package poegateway.conversation;

import java.util.List;
import java.util.OptionalLong;
import poegateway.wire.json.JsonText;

/**
 * What an answer must not go beyond.
 *
 * @param maxTokens most tokens of the answer
 * @param stop words before which it ends
 */
public record Bounds(OptionalLong maxTokens, List<JsonText> stop) {
    public static final Bounds NONE = new Bounds(OptionalLong.empty(), List.of());

    public Bounds {
        stop = List.copyOf(stop);
    }
}
