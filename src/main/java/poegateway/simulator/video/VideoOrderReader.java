package poegateway.simulator.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import poegateway.simulator.reply.ReplyError;

/** Reads the body of {@code POST /v1/videos}. What it refuses is documented; its words are the simulator's. */
final class VideoOrderReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_MAX = 120;

    private VideoOrderReader() {}

    /** An order, or why it is none. */
    record Read(Optional<ReplyError> refusal, String model, String prompt, int seconds, String size) {
        private static Read refused(String sentence) {
            return new Read(Optional.of(ReplyError.invalid(sentence)), "", "", 0, "");
        }
    }

    /** {@code standardSeconds} is the length of a video that nobody chose. */
    static Read read(byte[] body, int standardSeconds) {
        JsonNode order;
        try {
            order = JSON.readTree(body);
        } catch (IOException broken) {
            return Read.refused("We could not parse the JSON body of your request.");
        }
        for (String needed : new String[] {"model", "prompt"}) {
            if (!order.path(needed).isTextual()
                    || order.path(needed).textValue().isBlank()) {
                return Read.refused("Missing required parameter: '" + needed + "'.");
            }
        }
        JsonNode seconds = order.path("seconds");
        if (!seconds.isMissingNode()
                && (!seconds.isInt() || seconds.intValue() < 1 || seconds.intValue() > SECONDS_MAX)) {
            return Read.refused("'seconds' must be an integer.");
        }
        String size = order.path("size").asText("720x1280");
        if (!size.matches("[1-9]\\d{1,4}x[1-9]\\d{1,4}")) {
            return Read.refused("'size' must be a width and a height, such as '1280x720'.");
        }
        if (order.has("input_image") && !isBase64(order.path("input_image"))) {
            return Read.refused("'input_image' must be base64.");
        }
        return new Read(
                Optional.empty(),
                order.path("model").textValue(),
                order.path("prompt").textValue(),
                seconds.asInt(standardSeconds),
                size);
    }

    private static boolean isBase64(JsonNode image) {
        try {
            return image.isTextual() && Base64.getDecoder().decode(image.textValue()).length > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
