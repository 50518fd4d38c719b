package poegateway.session;

import java.util.List;
import java.util.Map;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** How many bytes messages hold, with what the objects around their texts cost. */
final class Weights {
    private static final long OBJECT_BYTES = 64;

    private Weights() {}

    static long of(List<Message> messages) {
        long weight = 0;
        for (Message message : messages) {
            weight += OBJECT_BYTES + of(message.extras()) + ofParts(message.parts());
            weight += message.name().map(JsonText::length).orElse(0);
        }
        return weight;
    }

    private static long ofParts(List<Part> parts) {
        long weight = 0;
        for (Part part : parts) {
            weight += OBJECT_BYTES + of(part);
        }
        return weight;
    }

    private static long of(Part part) {
        return switch (part) {
            case Part.Words words -> words.text().length() + of(words.extras());
            case Part.Refusal refusal -> refusal.text().length() + of(refusal.extras());
            case Part.Media media -> of(media.source()) + of(media.extras());
            case Part.Thinking thinking ->
                thinking.text().length()
                        + thinking.signature().map(JsonText::length).orElse(0)
                        + of(thinking.extras());
            case Part.Call call ->
                call.call().id().length()
                        + call.call().name().length()
                        + call.call().arguments().length()
                        + of(call.call().extras());
            case Part.Result result -> result.callId().length() + ofParts(result.content()) + of(result.extras());
            case Part.Foreign foreign -> foreign.json().length();
            case Part.ForeignCall foreign -> foreign.json().length();
        };
    }

    private static long of(MediaSource source) {
        return MediaSource.url(source).stream().mapToLong(JsonText::length).sum();
    }

    private static long of(Extras extras) {
        long weight = 0;
        for (Map.Entry<String, JsonSlice> member : extras.members().entrySet()) {
            weight +=
                    OBJECT_BYTES + member.getKey().length() + member.getValue().length();
        }
        return weight;
    }
}
