package poegateway.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;

/** {@code GET /usage/points_history}, with a Bearer key: the same uses for every account, the newest of them ten minutes ago. */
final class PointsHistorySurface implements PoeSurface {
    private static final List<String> BOTS = List.of("Claude-Sonnet-4.5", "GPT-5.2", "Imagen-4", "Sora-2", "GPT-4o");
    private static final long FIRST_MINUTES = 10;
    private static final long POINTS = 450;

    private final InstantSource clock;

    PointsHistorySurface(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("GET") && path.equals("/usage/points_history");
    }

    @Override
    public Script answer(SimulatedRequest request) {
        return BearerKey.refusal(request).map(OpenAiErrorForm::script).orElseGet(() -> Scripts.json(200, history()));
    }

    /** Each is six times as old as the one before it, so that every period of a day or more has some. */
    private String history() {
        Instant now = clock.instant();
        String rows = IntStream.range(0, BOTS.size())
                .mapToObj(i -> row(i, now.minus(FIRST_MINUTES * (long) Math.pow(6, i), ChronoUnit.MINUTES)))
                .collect(Collectors.joining(","));
        return "{\"has_more\":false,\"length\":" + BOTS.size() + ",\"data\":[" + rows + "]}";
    }

    private static String row(int index, Instant at) {
        return "{\"creation_time\":" + ChronoUnit.MICROS.between(Instant.EPOCH, at) + ",\"bot_name\":\""
                + BOTS.get(index)
                + "\",\"query_id\":\"query" + index + "\",\"usage_type\":\"" + (index % 2 == 0 ? "API" : "Chat")
                + "\",\"cost_points\":" + POINTS * (index + 1) + "}";
    }
}
