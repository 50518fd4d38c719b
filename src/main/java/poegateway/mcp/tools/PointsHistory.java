package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.relay.PointsClient;

/**
 * Which uses of the Poe account a caller wants to see.
 *
 * @param period how far back
 * @param usesMax how many are shown
 * @param asked whether the caller said so, and not the standard
 */
record PointsHistory(Duration period, long usesMax, boolean asked) {
    private static final long USES = 10;
    private static final int BOT_CHARS_MAX = 100;

    static PointsHistory of(ToolArguments arguments) {
        Optional<String> word = arguments.text("period");
        Optional<Long> limit = arguments.whole("limit", 0, PointsClient.USES_MAX);
        Duration period = switch (word.orElse("day")) {
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            case "month" -> Duration.ofDays(30);
            default -> throw new ToolException("'period' must be hour, day or month.");
        };
        return new PointsHistory(period, limit.orElse(USES), word.isPresent() || limit.isPresent());
    }

    /** An account of the operator's may be shared by many callers, and what the others used is not for each of them. */
    static boolean isFor(Caller caller) {
        return caller.account().callersOwn() || caller.scopes().contains(Scope.ADMIN);
    }

    /**
     * Writes it.
     *
     * @param bot the only one that is wanted; empty for all
     */
    void write(ObjectNode into, PointsClient.History history, String bot, Instant now) {
        Instant since = now.minus(period);
        List<PointsClient.Use> uses = history.uses().stream()
                .filter(use -> !use.at().isBefore(since))
                .filter(use -> bot.isEmpty() || bot.equalsIgnoreCase(use.bot()))
                .toList();
        into.put("points", uses.stream().mapToLong(PointsClient.Use::points).sum());
        boolean cut = history.more() && !history.uses().getLast().at().isBefore(since);
        into.put("points_are_all", !cut);
        ArrayNode shown = into.putArray("history");
        uses.stream()
                .limit(usesMax)
                .forEach(use -> shown.addObject()
                        .put("at", use.at().toString())
                        .put("bot", SafeText.printable(use.bot(), BOT_CHARS_MAX))
                        .put("type", SafeText.printable(use.kind(), BOT_CHARS_MAX))
                        .put("points", use.points()));
    }
}
