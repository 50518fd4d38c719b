package poegateway.simulator.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Whole chat replies that are not quite OpenAI's, and a redirect. */
final class ChatBodyModels {
    private ChatBodyModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "body-error-null",
                        "`error: null` beside an ordinary whole reply; streams as `chunk-error-null`",
                        ChatBodyModels::errorNull),
                new MagicModel(
                        "body-finish-empty", "whole: `finish_reason` is an empty string", ChatBodyModels::finishEmpty),
                MagicModel.fixed("body-bad-utf8", "whole JSON with a byte that is no UTF-8", badUtf8()),
                MagicModel.fixed(
                        "body-redirect",
                        "301 to another host",
                        Scripts.redirect("https://elsewhere.example/v1/chat/completions")));
    }

    private static Script errorNull(ModelContext context) {
        return context.question().stream()
                ? context.stream(
                        ChunkModels.changed(context.events(), chunk -> "{\"error\":null," + chunk.substring(1)))
                : Scripts.json(
                        200, "{\"error\":null," + WholeForm.of(context.draft()).substring(1));
    }

    private static Script finishEmpty(ModelContext context) {
        String whole = WholeForm.of(context.draft());
        return context.question().stream()
                ? context.ordinary()
                : Scripts.json(200, whole.replaceFirst("\"finish_reason\":\"[a-z_]+\"", "\"finish_reason\":\"\""));
    }

    private static Script badUtf8() {
        byte[] bytes = WholeForm.of(ChatScripts.draft("one bad byte: ?")).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xFF : bytes[i];
        }
        return new Script(
                200,
                Map.of("content-type", "application/json"),
                Script.Framing.CHUNKED,
                List.of(new Script.Piece(bytes, Pause.NONE)),
                Mishap.NONE);
    }
}
