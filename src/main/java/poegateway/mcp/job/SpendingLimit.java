package poegateway.mcp.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;

/**
 * What a call may cost unasked. One that may cost more is put to the user, where the client can do that, and refused where it cannot.
 *
 * @param points of the Poe account; absent for no limit
 */
public record SpendingLimit(Optional<Long> points) {
    private static final String ARGUMENT = "confirm_above_points";
    private static final long POINTS_MAX = 1_000_000_000;
    private static final int MODEL_CHARS_MAX = 100;

    /** By the argument {@code confirm_above_points}. */
    public static SpendingLimit of(ToolArguments arguments) {
        return new SpendingLimit(arguments.whole(ARGUMENT, 0, POINTS_MAX));
    }

    /**
     * Lets a call pass, before anything is paid for it.
     *
     * @param model or models that it asks
     * @param cost in points, as far as Poe lists prices
     * @throws ToolException when the user does not want it, or cannot be asked
     * @throws poegateway.mcp.feature.InputNeeded when the user's answer comes with another request
     */
    public void check(McpCall call, String model, Optional<Long> cost) {
        if (points.isEmpty() || cost.filter(known -> known <= points.get()).isPresent()) {
            return;
        }
        String shown = SafeText.printable(model, MODEL_CHARS_MAX);
        String why = cost.map(known -> "This call of " + shown + " would cost about " + known + " points")
                .orElse("What this call of " + shown
                        + " would cost is not known before, since Poe lists no price for one call of it");
        if (!call.clientCan("elicitation")) {
            throw new ToolException(
                    why + ", and '" + ARGUMENT + "' is " + points.get() + ". Nothing was paid. Ask the user, and"
                            + " call again with a higher '" + ARGUMENT + "', or without it.");
        }
        String key = "spend_" + cost.map(String::valueOf).orElse("unknown"); // a yes to one price is none to another
        JsonNode answer = call.ask(Map.of(key, question(why + ". Go on?")), "").getOrDefault(key, McpJson.object());
        boolean accepted = answer.path("action").asText().equals("accept")
                && answer.at("/content/spend").asBoolean();
        if (!accepted) {
            throw new ToolException(why + ", and the user does not want that. Nothing was paid.");
        }
    }

    private static ObjectNode question(String message) {
        ObjectNode question = McpJson.object().put("method", "elicitation/create");
        question.putObject("params").put("message", message).set("requestedSchema", McpJson.object("""
                {"type": "object", "required": ["spend"], "properties": {
                  "spend": {"type": "boolean", "title": "Spend the points", "default": false}}}
                """));
        return question;
    }
}
