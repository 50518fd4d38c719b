package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/**
 * Every surface over every interface of Poe, for each kind of model and each thing that may be asked: it works, or is refused by
 * name. The page is written with {@code -Ddocs.write=true}, and compared else.
 */
class MatrixIT {
    private static final Path PAGE = Path.of("docs/matrix.md");
    private static final List<String> UPSTREAMS = List.of("openai", "bot");
    private static final String PICTURES = "Imagen-4";
    private static final Map<String, String> MODELS = new LinkedHashMap<>();

    static {
        MODELS.put("Claude", "Claude-Sonnet-4.6");
        MODELS.put("GPT", "GPT-5.4");
        MODELS.put("Gemini", "Gemini-3.1-Pro");
        MODELS.put("Grok", "Grok-4");
        MODELS.put("picture bot", PICTURES);
    }

    @GatewayTest
    void everySurfaceReachesEveryModelOrSaysWhatItCannotSay(Rig rig) throws IOException {
        StringBuilder page = new StringBuilder(head());
        List<String> wrong = new ArrayList<>();
        for (MatrixSurface surface : MatrixSurface.values()) {
            for (String upstream : UPSTREAMS) {
                page.append(title(surface, upstream));
                for (MatrixCase asked : MatrixCase.values()) {
                    row(rig, surface, upstream, asked, page, wrong);
                }
            }
        }
        assertEquals(List.of(), wrong);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString());
    }

    private static void row(
            Rig rig, MatrixSurface surface, String upstream, MatrixCase asked, StringBuilder page, List<String> wrong) {
        page.append("| ").append(asked.title()).append(" |");
        for (Map.Entry<String, String> model : MODELS.entrySet()) {
            String cell = cell(rig, surface, upstream, asked, model.getValue());
            if (cell.startsWith("WRONG")) {
                wrong.add(surface + " over " + upstream + ", " + asked + ", " + model.getKey() + ": " + cell);
            }
            page.append(' ').append(cell).append(" |");
        }
        page.append('\n');
    }

    private static String cell(Rig rig, MatrixSurface surface, String upstream, MatrixCase asked, String model) {
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
        if (asked.isUnderstood(answer, model.equals(PICTURES))) {
            String atPoe = new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
            String dropped = String.valueOf(reply.headers().get("x-poe-gateway-dropped"));
            return asked.isCarried(atPoe, dropped) ? "✓" : "WRONG not carried: " + atPoe;
        }
        String refused = answer.refusedName();
        if (answer.isRefusedByModel()) {
            return "refused by the model";
        }
        return refused.isEmpty()
                ? "WRONG " + reply.status() + " " + reply.body().replace("\n", "⏎")
                : "refused: " + refused;
    }

    private static String head() {
        return """
                # What works where

                Each surface of the gateway over each of Poe's two interfaces, for several kinds of models, tried with the simulated Poe.
                ✓ works; *refused* is answered with 400 `unsupported_parameter` and the name of what cannot be said; – has no words on
                this surface at all. A test writes this page.
                """;
    }

    private static String title(MatrixSurface surface, String upstream) {
        StringBuilder title = new StringBuilder();
        title.append("\n## ")
                .append(surface.name().toLowerCase(Locale.ROOT))
                .append(" over ")
                .append(upstream);
        title.append("\n\n| asked |");
        MODELS.keySet().forEach(name -> title.append(' ').append(name).append(" |"));
        title.append("\n|---|").append("---|".repeat(MODELS.size())).append('\n');
        return title.toString();
    }
}
