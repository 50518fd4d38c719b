package poegateway.simulator;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How people steer a running simulator: {@code POST} and {@code DELETE /simulator/scripts}, {@code GET
 * /simulator/census}. These requests are not counted.
 */
final class ControlSurface {
    static final String ROOT = "/simulator/";

    private static final String SCRIPTS = ROOT + "scripts";
    private static final String CENSUS = ROOT + "census";

    private final ScriptQueue queue;
    private final ScriptReader reader;
    private final Ledger ledger;

    ControlSurface(ScriptQueue queue, ScriptReader reader, Ledger ledger) {
        this.queue = queue;
        this.reader = reader;
        this.ledger = ledger;
    }

    static boolean covers(String path) {
        return path.startsWith(ROOT);
    }

    Script reply(SimulatedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST " + SCRIPTS -> enqueue(request.body());
            case "DELETE " + SCRIPTS -> JsonReply.of(200, "{\"dropped\":" + queue.clear() + "}");
            case "GET " + CENSUS -> JsonReply.of(200, json(ledger.census()));
            default ->
                JsonReply.error(
                        404, "the simulator knows POST and DELETE " + SCRIPTS + ", and GET " + CENSUS + ", only");
        };
    }

    private Script enqueue(byte[] body) {
        try {
            List<Script> scripts = reader.read(body);
            queue.add(scripts);
            return JsonReply.of(202, "{\"queued\":" + scripts.size() + "}");
        } catch (IllegalArgumentException e) {
            return JsonReply.error(400, String.valueOf(e.getMessage()));
        }
    }

    private String json(Census census) {
        String byPath = census.arrivalsByPath().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> JsonReply.quoted(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"arrivals\":" + census.arrivals()
                + ",\"arrivals_by_path\":" + byPath
                + ",\"open_requests\":" + census.openRequests()
                + ",\"open_connections\":" + census.openConnections()
                + ",\"hang_ups\":" + census.hangUps()
                + ",\"bytes_sent\":" + census.bytesSent()
                + ",\"scripts_waiting\":" + queue.size() + "}";
    }
}
