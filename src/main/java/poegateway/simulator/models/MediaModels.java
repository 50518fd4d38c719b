package poegateway.simulator.models;

import java.util.List;
import java.util.stream.Stream;
import poegateway.simulator.reply.MagicModel;

/** Models that make a picture, sound or video whose server misbehaves. */
final class MediaModels {
    private MediaModels() {}

    static List<MagicModel> models() {
        return Stream.of("image", "audio", "video").flatMap(MediaModels::models).toList();
    }

    private static Stream<MagicModel> models(String kind) {
        return Stream.of(
                model(kind, "wrong-type", "it is a page that is called `" + kind + "/…`"),
                model(kind, "empty", "it has no bytes"),
                model(kind, "short", "its connection ends before the announced length"),
                model(kind, "endless", "it never ends"),
                model(kind, "elsewhere", "its server leads to another host"),
                model(kind, "forbidden", "its server answers 403"),
                model(kind, "silent", "its server says nothing"),
                model(kind, "private", "its server has an address that is not public, `127.0.0.2`"));
    }

    private static MagicModel model(String kind, String fault, String meaning) {
        return new MagicModel(
                kind + "-" + fault,
                "the link of " + (kind.equals("video") ? "a" : "an") + " `" + kind + "`: " + meaning,
                context -> context.script(context.replies()
                        .draft(context.question(), context.card().making(kind), context.format())));
    }
}
