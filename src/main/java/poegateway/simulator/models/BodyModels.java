package poegateway.simulator.models;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.chat.WholeForm;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Replies with status 200 (and one redirect) whose body is not what was asked for. */
final class BodyModels {
    private static final String ERROR =
            "{\"error\":{\"message\":\"An error in a reply of status 200.\",\"type\":\"provider_error\"}}";
    private static final String PAGE =
            "<html><head><title>Welcome</title></head><body>Please log in to this network.</body></html>";

    private BodyModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "body-malformed",
                        "whole JSON that breaks off, properly framed; also to a stream",
                        context -> half(context)),
                MagicModel.fixed("body-empty", "200 with an empty body", Scripts.json(200, "")),
                MagicModel.fixed(
                        "body-html",
                        "200 `text/html`, as of a captive network",
                        Scripts.whole(200, "text/html", PAGE, Map.of())),
                MagicModel.fixed(
                        "body-error-200",
                        "200 with an `error` object, whole; also to a stream",
                        Scripts.json(200, ERROR)),
                new MagicModel(
                        "body-json-to-stream",
                        "a whole JSON reply, also to a stream",
                        context -> Scripts.json(200, WholeForm.of(context.draft()))),
                new MagicModel(
                        "body-stream-to-whole",
                        "a stream, also to a whole request",
                        context -> context.replies().stream(context.payloads())),
                new MagicModel(
                        "body-error-null",
                        "`error: null` beside an ordinary whole reply; streams as `chunk-error-null`",
                        BodyModels::errorNull),
                new MagicModel(
                        "body-finish-empty", "whole: `finish_reason` is an empty string", BodyModels::finishEmpty),
                new MagicModel("body-no-type", "an ordinary reply without `content-type`", BodyModels::noType),
                MagicModel.fixed("body-bad-utf8", "whole JSON with a byte that is no UTF-8", badUtf8()),
                MagicModel.fixed(
                        "body-redirect",
                        "301 to another host",
                        Scripts.redirect("https://elsewhere.example/v1/chat/completions")));
    }

    private static Script half(ModelContext context) {
        String whole = WholeForm.of(context.draft());
        return Scripts.json(200, whole.substring(0, whole.length() / 2));
    }

    private static Script errorNull(ModelContext context) {
        return context.question().stream()
                ? context.replies().stream(
                        ChunkModels.changed(context.payloads(), chunk -> "{\"error\":null," + chunk.substring(1)))
                : Scripts.json(
                        200, "{\"error\":null," + WholeForm.of(context.draft()).substring(1));
    }

    private static Script finishEmpty(ModelContext context) {
        String whole = WholeForm.of(context.draft());
        return context.question().stream()
                ? context.ordinary()
                : Scripts.json(200, whole.replaceFirst("\"finish_reason\":\"[a-z_]+\"", "\"finish_reason\":\"\""));
    }

    private static Script noType(ModelContext context) {
        Script script = context.ordinary();
        return new Script(script.status(), Map.of(), script.framing(), script.pieces(), script.mishap());
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
