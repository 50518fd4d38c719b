package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.wire.Arrival;

/**
 * Every surface over every interface of Poe, for each kind of model and each thing that may be asked: it works, or is refused by
 * name. The page is written with {@code -Ddocs.write=true}, and compared else.
 */
class MatrixIT {
    private static final Path PAGE = Path.of("docs/matrix.md");
    private static final List<String> UPSTREAMS = List.of("openai", "bot");
    private static final String PICTURES = "Imagen-4";
    private static final Set<String> MEDIA = Set.of(PICTURES, "GPT-Image-1", "Veo-3");
    private static final Set<String> ABSENT =
            Set.of("bot-private over openai", "Llama-3.1-405B over openai", "Llama-3.1-405B over bot");
    private static final int CALLERS_AT_ONCE = 8;
    private static final Map<String, String> KINDS = new LinkedHashMap<>();
    private static final Map<String, String> OLDER = new LinkedHashMap<>();

    static {
        KINDS.put("Claude", "Claude-Sonnet-4.6");
        KINDS.put("GPT", "GPT-5.4");
        KINDS.put("Gemini", "Gemini-3.1-Pro");
        KINDS.put("Grok", "Grok-4");
        KINDS.put("a model in no list", "unlisted-model");
        KINDS.put("a bot in no list", "bot-private");
        KINDS.put("picture bot", PICTURES);
        for (String named : List.of(
                "Claude-Opus-4.1",
                "Claude-Sonnet-4",
                "Gemini-2.5-Pro",
                "GPT-4.1",
                "Grok-4",
                "Llama-3.1-405B",
                "GPT-Image-1",
                "Veo-3")) {
            OLDER.put(named, named);
        }
    }

    @GatewayTest
    void everySurfaceReachesEveryModelOrSaysWhatItCannotSay(Rig rig) throws Exception {
        List<Table> tables = new ArrayList<>();
        for (Map<String, String> models : List.of(KINDS, OLDER)) {
            for (MatrixSurface surface : MatrixSurface.values()) {
                UPSTREAMS.forEach(upstream -> tables.add(new Table(surface, upstream, models)));
            }
        }
        Map<Cell, Future<String>> answers = new LinkedHashMap<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS_AT_ONCE)) {
            for (Table table : tables) {
                table.cells().forEach(cell -> answers.put(cell, callers.submit(() -> cell.answer(rig))));
            }
        }
        Map<Cell, String> said = new LinkedHashMap<>();
        for (Map.Entry<Cell, Future<String>> answer : answers.entrySet()) {
            said.put(answer.getKey(), answer.getValue().get());
        }
        assertEquals(
                List.of(),
                said.entrySet().stream()
                        .filter(answer -> answer.getValue().startsWith("WRONG"))
                        .toList());
        StringBuilder page = new StringBuilder(head());
        tables.stream().filter(table -> table.models.equals(KINDS)).forEach(table -> page.append(table.text(said)));
        page.append(older());
        tables.stream().filter(table -> table.models.equals(OLDER)).forEach(table -> page.append(table.text(said)));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString());
    }

    private record Table(MatrixSurface surface, String upstream, Map<String, String> models) {
        List<Cell> cells() {
            return Stream.of(MatrixCase.values())
                    .flatMap(asked -> models.values().stream().map(model -> new Cell(surface, upstream, asked, model)))
                    .toList();
        }

        String text(Map<Cell, String> said) {
            StringBuilder text = new StringBuilder("\n## ");
            text.append(surface.name().toLowerCase(Locale.ROOT))
                    .append(" over ")
                    .append(upstream);
            text.append("\n\n| asked |");
            models.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
            text.append("\n|---|").append("---|".repeat(models.size())).append('\n');
            for (MatrixCase asked : MatrixCase.values()) {
                text.append("| ").append(asked.title()).append(" |");
                for (String model : models.values()) {
                    text.append(' ')
                            .append(said.get(new Cell(surface, upstream, asked, model)))
                            .append(" |");
                }
                text.append('\n');
            }
            return text.toString();
        }
    }

    private record Cell(MatrixSurface surface, String upstream, MatrixCase asked, String model) {
        String answer(Rig rig) {
            ObjectNode chat = asked.request(model);
            Optional<ObjectNode> request = surface.request(asked, chat);
            if (request.isEmpty()) {
                return "–";
            }
            Request call = rig.call(surface.path(chat), request.get().toString())
                    .request()
                    .newBuilder()
                    .header("x-poe-gateway-upstream", upstream)
                    .build();
            Reply reply = rig.read(rig.caller().newCall(call));
            MatrixAnswer answer = MatrixAnswer.of(reply, surface);
            if (asked.isUnderstood(answer, MEDIA.contains(model))) {
                String dropped = String.valueOf(reply.headers().get("x-poe-gateway-dropped"));
                String atPoe = atPoe(rig, reply);
                return asked.isCarried(atPoe, dropped) ? "✓" : "WRONG not carried: " + atPoe;
            }
            if (answer.isRefusedByModel()) {
                return "refused by the model";
            }
            if (answer.hasNoSuchModel() && ABSENT.contains(model + " over " + upstream)) {
                return "no such model";
            }
            String refused = answer.refusedName();
            return refused.isEmpty()
                    ? "WRONG " + reply.status() + " " + reply.body().replace("\n", "⏎")
                    : "refused: " + refused;
        }

        private static String atPoe(Rig rig, Reply reply) {
            String id = reply.header("x-request-id");
            Arrival arrival = rig.poe().arrivals().stream()
                    .filter(each -> id.equals(each.headers().get("x-request-id"))
                            && !each.path().startsWith("/poe_api/"))
                    .findFirst()
                    .orElseThrow();
            return new String(arrival.body(), StandardCharsets.UTF_8);
        }
    }

    private static String head() {
        return """
                # What works where

                Each surface of the gateway over each of Poe's two interfaces, for several kinds of models, tried with the simulated Poe.
                ✓ works; *refused* is answered with 400 `unsupported_parameter` and the name of what cannot be said; *no such model* is
                Poe's 404 for what that interface does not have; – has no words on this surface at all. A test writes this page.
                """;
    }

    private static String older() {
        return """

                # Models that the older program names

                The same for the names that `poe-proxy-mcp` lists, as they stand there. Poe's list does not have `Llama-3.1-405B`
                any more.
                """;
    }
}
