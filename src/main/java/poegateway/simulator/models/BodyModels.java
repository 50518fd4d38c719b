package poegateway.simulator.models;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Replies with status 200 whose body is not what was asked for. */
final class BodyModels {
    private static final ReplyError ERROR = ReplyError.of(200, "provider_error", "An error in a reply of status 200.");
    private static final String PAGE =
            "<html><head><title>Welcome</title></head><body>Please log in to this network.</body></html>";

    private BodyModels() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "body-malformed",
                        "whole JSON that breaks off, properly framed; also to a stream",
                        context -> half(context.format().whole(context.draft()))),
                MagicModel.fixed("body-empty", "200 with an empty body", Scripts.json(200, "")),
                MagicModel.fixed(
                        "body-html",
                        "200 `text/html`, as of a captive network",
                        Scripts.whole(200, "text/html", PAGE, Map.of())),
                MagicModel.failing("body-error-200", "200 with an `error` object, whole; also to a stream", ERROR),
                new MagicModel(
                        "body-json-to-stream",
                        "a whole JSON reply, also to a stream",
                        context -> context.format().whole(context.draft())),
                new MagicModel(
                        "body-stream-to-whole",
                        "a stream, also to a whole request",
                        context -> context.stream(context.events())),
                new MagicModel("body-no-type", "an ordinary reply without `content-type`", BodyModels::noType));
    }

    private static Script half(Script script) {
        String whole = script.pieces().stream()
                .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        Script.Piece half = Scripts.piece(whole.substring(0, whole.length() / 2));
        return new Script(script.status(), script.headers(), script.framing(), List.of(half), script.mishap());
    }

    private static Script noType(ModelContext context) {
        Script script = context.ordinary();
        return new Script(script.status(), Map.of(), script.framing(), script.pieces(), script.mishap());
    }
}
