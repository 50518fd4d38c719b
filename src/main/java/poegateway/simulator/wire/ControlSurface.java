package poegateway.simulator.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.QueuedScript;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.ScriptQueue;
import poegateway.simulator.script.ScriptReader;
import poegateway.simulator.script.SimulatedRequest;

/**
 * How people steer a running simulator: {@code GET}, {@code POST} and {@code DELETE /simulator/scripts}, the first and the last also
 * with {@code ?token=}, and {@code GET /simulator/census}; {@code GET /} tells people where to look. These requests are not counted.
 */
public final class ControlSurface {
    static final String ROOT = "/simulator/";

    private static final String SCRIPTS = ROOT + "scripts";
    private static final String TOKEN = "token=";
    private static final String CENSUS = ROOT + "census";

    private static final String START_PAGE = """
            A simulated Poe: no model is asked, and nothing costs points.

            POST /v1/chat/completions   any key except 'wrong-key'; some model names choose a fault, such as error-429
            POST /bot/NAME              the same models over Poe's older bot protocol
            POST /poe_api/file_upload_3RD_PARTY_POST   uploads a file, for bots
            GET  /v1/models             the models
            POST /simulator/scripts     queues the next answers, word for word
            GET  /simulator/census      what has arrived

            docs/simulator.md describes all of it.
            """;

    private final ScriptQueue queue;
    private final ScriptReader reader;
    private final RequestLog log;

    public ControlSurface(ScriptQueue queue, ScriptReader reader, RequestLog log) {
        this.queue = queue;
        this.reader = reader;
        this.log = log;
    }

    public static boolean covers(String path) {
        return path.startsWith(ROOT) || path.equals("/");
    }

    public Script reply(SimulatedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST " + SCRIPTS -> enqueue(request.body());
            case "DELETE " + SCRIPTS -> JsonReply.of(200, "{\"dropped\":" + drop(request.query()) + "}");
            case "GET " + SCRIPTS -> JsonReply.of(200, "{\"waiting\":" + waiting(request.query()) + "}");
            case "GET " + CENSUS -> JsonReply.of(200, json(log.census()));
            case "GET /" -> startPage();
            default ->
                JsonReply.error(
                        404, "the simulator only knows GET, POST and DELETE " + SCRIPTS + ", and GET " + CENSUS);
        };
    }

    private int drop(String query) {
        return token(query).map(queue::clear).orElseGet(queue::clear);
    }

    private int waiting(String query) {
        return token(query).map(queue::size).orElseGet(queue::size);
    }

    private static Optional<String> token(String query) {
        return Stream.of(query.split("&"))
                .filter(parameter -> parameter.startsWith(TOKEN))
                .map(parameter -> parameter.substring(TOKEN.length()))
                .findFirst();
    }

    private static Script startPage() {
        Script page = JsonReply.of(200, START_PAGE);
        Map<String, String> type = Map.of("content-type", "text/plain; charset=utf-8");
        return new Script(200, type, page.framing(), page.pieces(), Mishap.NONE);
    }

    private Script enqueue(byte[] body) {
        try {
            List<QueuedScript> scripts = reader.read(body);
            queue.add(scripts);
            return JsonReply.of(202, "{\"queued\":" + scripts.size() + "}");
        } catch (IllegalArgumentException e) {
            return JsonReply.error(400, String.valueOf(e.getMessage()));
        }
    }

    private String json(RequestCounts census) {
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
