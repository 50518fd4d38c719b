package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import okhttp3.Headers;
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
    private static final String CLAUDE = "Claude-Sonnet-4.6";
    private static final String CODEX = "gpt-5.3-codex-spark";
    private static final String RESPONSES_PICTURES = "nano-banana-2";
    private static final List<Form> FORMS = List.of(
            new Form("messages", CLAUDE, "/v1/messages"),
            new Form("responses", CODEX, "/v1/responses"),
            new Form("responses", RESPONSES_PICTURES, "/v1/responses"));
    private static final String PICTURES = "Imagen-4";
    private static final Set<String> MEDIA = Set.of(PICTURES, RESPONSES_PICTURES, "GPT-Image-1", "Veo-3");
    private static final Set<String> ABSENT =
            Set.of("bot-private over openai", "Llama-3.1-405B over openai", "Llama-3.1-405B over bot");
    private static final int CALLERS_AT_ONCE = 8;
    private static final Map<String, String> KINDS = new LinkedHashMap<>();
    private static final Map<String, String> OLDER = new LinkedHashMap<>();

    static {
        KINDS.put("Claude", CLAUDE);
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
        List<Cell> cells = new ArrayList<>();
        tables.forEach(table -> cells.addAll(table.cells()));
        FORMS.forEach(form -> cells.addAll(form.cells()));
        Map<Cell, String> said = answers(rig, cells);
        assertEquals(
                List.of(),
                said.entrySet().stream()
                        .filter(answer -> answer.getValue().startsWith("WRONG"))
                        .toList());
        StringBuilder page = new StringBuilder(head());
        tables.stream().filter(table -> table.models.equals(KINDS)).forEach(table -> page.append(table.text(said)));
        page.append(forms());
        FORMS.forEach(form -> page.append(form.text(said)));
        page.append(older());
        tables.stream().filter(table -> table.models.equals(OLDER)).forEach(table -> page.append(table.text(said)));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString());
    }

    private static Map<Cell, String> answers(Rig rig, List<Cell> cells) throws Exception {
        Map<Cell, Future<String>> answers = new LinkedHashMap<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS_AT_ONCE)) {
            cells.forEach(cell -> answers.put(cell, callers.submit(() -> cell.answer(rig))));
        }
        Map<Cell, String> said = new LinkedHashMap<>();
        for (Map.Entry<Cell, Future<String>> answer : answers.entrySet()) {
            said.put(answer.getKey(), answer.getValue().get());
        }
        return said;
    }

    /** A dialect of the OpenAI-compatible interface, and a model that is asked in it whoever asks. */
    private record Form(String dialect, String model, String path) {
        List<Cell> cells() {
            return Stream.of(MatrixCase.values())
                    .filter(asked -> !asked.isOfFailingModel())
                    .flatMap(asked -> Stream.of(MatrixSurface.values()).map(surface -> cell(surface, asked)))
                    .toList();
        }

        private Cell cell(MatrixSurface surface, MatrixCase asked) {
            return new Cell(surface, dialect, asked, model);
        }

        String text(Map<Cell, String> said) {
            StringBuilder text = new StringBuilder("\n## over " + dialect + ": " + model + "\n\n| asked |");
            for (MatrixSurface surface : MatrixSurface.values()) {
                text.append(' ').append(surface.title()).append(" |");
            }
            text.append("\n|---|")
                    .append("---|".repeat(MatrixSurface.values().length))
                    .append('\n');
            for (MatrixCase asked : MatrixCase.values()) {
                if (!asked.isOfFailingModel()) {
                    text.append("| ").append(asked.title()).append(" |");
                    for (MatrixSurface surface : MatrixSurface.values()) {
                        text.append(' ').append(said.get(cell(surface, asked))).append(" |");
                    }
                    text.append('\n');
                }
            }
            return text.toString();
        }
    }

    private record Table(MatrixSurface surface, String upstream, Map<String, String> models) {
        List<Cell> cells() {
            return Stream.of(MatrixCase.values())
                    .flatMap(asked -> models.values().stream().map(model -> new Cell(surface, upstream, asked, model)))
                    .toList();
        }

        String text(Map<Cell, String> said) {
            StringBuilder text = new StringBuilder("\n## ");
            text.append(surface.title()).append(" over ").append(upstream);
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
                    .headers(headers())
                    .build();
            Reply reply = rig.read(rig.caller().newCall(call));
            MatrixAnswer answer = MatrixAnswer.of(reply, surface);
            if (asked.isUnderstood(answer, MEDIA.contains(model))) {
                String dropped = String.valueOf(reply.headers().get("x-poe-gateway-dropped"));
                Arrival arrival = atPoe(rig, reply);
                String atPoe = new String(arrival.body(), StandardCharsets.UTF_8);
                if (FORMS.stream()
                        .anyMatch(form -> form.dialect.equals(upstream) && !form.path.equals(arrival.path()))) {
                    return "WRONG way: " + arrival.path();
                }
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

        /** A Claude is asked as messages by who prefers its cache; the others have no other way. */
        private Headers headers() {
            return switch (upstream) {
                case "messages" -> Headers.of("x-poe-gateway-prompt-cache", "prefer");
                case "responses" -> Headers.of("x-poe-gateway-upstream", "openai");
                default -> Headers.of("x-poe-gateway-upstream", upstream);
            };
        }

        private static Arrival atPoe(Rig rig, Reply reply) {
            String id = reply.header("x-request-id");
            return rig.poe().arrivals().reversed().stream() // there are thousands, and it came a moment ago
                    .filter(each -> id.equals(each.headers().get("x-request-id"))
                            && !each.path().startsWith("/poe_api/"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String head() {
        return """
                # What works where

                Each surface of the gateway over each of Poe's two interfaces, for several kinds of models, tried with the simulator.
                ✓ works; *refused* is answered with 400 `unsupported_parameter` and the name of what cannot be expressed; *refused by the
                model* is 400 because this model does not support it; *no such model* is Poe's 404 for a model that this interface does not
                have; – cannot be asked for on this surface. A test writes this page.
                """;
    }

    private static String forms() {
        return """

                # The three dialects of Poe's OpenAI-compatible interface

                These are chat completions, responses and messages. Models that Poe lists only for responses are asked over responses.
                Claude models are asked over messages when the caller speaks messages, or prefers Anthropic's prompt cache
                (`routing.prompt-cache: prefer`). Failures look the same over all three; other tests try them for every pair.
                """;
    }

    private static String older() {
        return """

                # Models that poe-proxy-mcp names

                The same for the models that `poe-proxy-mcp` lists, under the names that it uses. Poe no longer lists
                `Llama-3.1-405B`.
                """;
    }
}
