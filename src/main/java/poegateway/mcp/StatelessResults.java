package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import poegateway.mcp.feature.InputNeeded;
import poegateway.mcp.message.McpJson;

/** What stands in every result of the era without sessions. */
final class StatelessResults {
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    private static final String TIME = "ttlMs";
    private static final long SOON = 60_000;
    private static final long LATER = 300_000;

    /** How long clients may use a list again; each depends on the key that asks. */
    private static final Map<String, Long> TIME_TO_LIVE = Map.of(
            "server/discover", LATER,
            "tools/list", LATER,
            "prompts/list", LATER,
            "resources/list", SOON,
            "resources/templates/list", LATER,
            "resources/read", SOON);

    private final ObjectNode info;
    private final RequestState state;

    StatelessResults(ObjectNode info, RequestState state) {
        this.info = info;
        this.state = state;
    }

    /** Of a result that is another one as soon as its client is told so. */
    static ObjectNode notToBeUsedAgain(ObjectNode result) {
        return result.put(TIME, 0);
    }

    /** A result that is all of it, unless it says otherwise itself. */
    ObjectNode complete(String method, ObjectNode result) {
        if (!result.has("resultType")) {
            result.put("resultType", "complete");
        }
        Long timeToLive = TIME_TO_LIVE.get(method);
        if (timeToLive != null) {
            result.put(TIME, result.path(TIME).asLong(timeToLive)).put("cacheScope", "private");
        }
        return signed(result);
    }

    /** The word that something must be said first. */
    ObjectNode inputRequired(McpRequest request, InputNeeded needed) {
        ObjectNode result = McpJson.object().put("resultType", "input_required");
        ObjectNode requests = result.putObject("inputRequests");
        needed.requests().forEach(requests::set);
        result.put("requestState", state.sealed(request, needed.state()));
        return signed(result);
    }

    private ObjectNode signed(ObjectNode result) {
        ObjectNode meta = result.has("_meta") ? result.withObject("/_meta") : result.putObject("_meta");
        meta.set(SERVER_INFO, info);
        return result;
    }
}
