package poegateway.dialect.messages.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Reads the instructions of a request. Claude Code puts a block before them by which Anthropic counts its use; it differs from request
 * to request, and is told to nobody else.
 */
final class SystemBlocks {
    /** Name of that block among the extras of a prompt. */
    static final String ATTRIBUTION = "system.attribution";

    private static final String ATTRIBUTION_BEGINS = "x-anthropic-billing-header";

    private SystemBlocks() {}

    /** The message of the system; none where there are no instructions. */
    static List<Message> messages(@Nullable JsonSlice system, Map<String, JsonSlice> extras) {
        if (system == null) {
            return List.of();
        }
        if (system.isString()) {
            return List.of(message(List.of(new Part.Words(system.text(), BlockReader.NONE)), true));
        }
        if (!system.isArray()) {
            throw JsonRequest.wrong("system", "a text or a list of blocks");
        }
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (JsonSlice block : JsonMembers.elements(system)) {
            Part part = part(block, "system[" + number + "]");
            boolean isFirst = number == 0;
            if (isFirst && part instanceof Part.Words words && words.text().startsWith(ATTRIBUTION_BEGINS)) {
                extras.put(ATTRIBUTION, block);
            } else {
                parts.add(part);
            }
            number++;
        }
        return parts.isEmpty() ? List.of() : List.of(message(parts, false));
    }

    private static Part part(JsonSlice block, String place) {
        if (!block.isObject()) {
            throw JsonRequest.wrong(place, "an object");
        }
        return BlockReader.part(block, place);
    }

    private static Message message(List<Part> parts, boolean bare) {
        return new Message(Role.SYSTEM, parts, bare, Optional.<JsonText>empty(), Extras.none(Dialect.MESSAGES));
    }
}
