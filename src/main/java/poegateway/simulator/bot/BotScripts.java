package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Ready-made answers of bots, for tests that queue what the simulator answers next. */
public final class BotScripts {
    private BotScripts() {}

    /** A complete, ordinary answer with that text, in pieces of that many code points. */
    public static Script answer(String text, int chunkChars) {
        var events = new ArrayList<StreamEvent>();
        events.add(BotEvents.META);
        events.addAll(BotReplyFormat.texts(text, chunkChars));
        events.add(BotEvents.DONE);
        return of(events.toArray(StreamEvent[]::new));
    }

    /** A stream of exactly these events. */
    public static Script of(StreamEvent... events) {
        return Scripts.streamOf(List.of(events).stream()
                .map(event -> Scripts.piece(event.frame()))
                .toList());
    }
}
