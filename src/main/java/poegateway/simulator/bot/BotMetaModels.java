package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.StreamEvent;

/** Streams whose events around the text are unusual. */
final class BotMetaModels {
    private BotMetaModels() {}

    static List<MagicModel> models() {
        return List.of(
                changed("bot-no-meta", "no `meta`", events -> events.subList(1, events.size())),
                changed("bot-meta-late", "`meta` after the first text, where clients ignore it", BotMetaModels::late),
                changed(
                        "bot-meta-wrong-types",
                        "`meta` whose `linkify` is a string",
                        events -> instead(events, 0, new StreamEvent("meta", "{\"linkify\": \"yes\"}"))),
                changed("bot-pings", "a `ping` between each two events", BotMetaModels::pinging),
                changed("bot-index", "`index` in each event", BotMetaModels::indexed),
                changed(
                        "bot-metadata",
                        "a `data` event with metadata after `meta`",
                        events -> with(events, 1, new StreamEvent("data", "{\"metadata\": \"sample\"}"))),
                changed(
                        "bot-unknown-event",
                        "an event of an unknown name after `meta`",
                        events -> with(events, 1, new StreamEvent("sample", "{\"text\": \"sample\"}"))),
                new MagicModel("bot-private", "an ordinary reply; no other surface has it", ModelContext::ordinary),
                new MagicModel("bot-suggests", "two suggested replies after the text", context -> {
                    var events = new ArrayList<>(instead(context.events(), 0, BotEvents.meta(true)));
                    events.add(events.size() - 1, BotEvents.suggestion("Tell me more"));
                    events.add(events.size() - 1, BotEvents.suggestion("Thank you"));
                    return context.stream(events);
                }));
    }

    private static MagicModel changed(String name, String meaning, UnaryOperator<List<StreamEvent>> change) {
        return new MagicModel(name, meaning, context -> context.stream(change.apply(context.events())));
    }

    /** The events with that one in place of another. */
    static List<StreamEvent> instead(List<StreamEvent> events, int at, StreamEvent event) {
        var changed = new ArrayList<>(events);
        changed.set(at, event);
        return changed;
    }

    /** The events with one more, at that place. */
    static List<StreamEvent> with(List<StreamEvent> events, int at, StreamEvent event) {
        var more = new ArrayList<>(events);
        more.add(at, event);
        return more;
    }

    private static List<StreamEvent> late(List<StreamEvent> events) {
        var changed = new ArrayList<>(events);
        changed.add(1, changed.removeFirst());
        return changed;
    }

    private static List<StreamEvent> pinging(List<StreamEvent> events) {
        var more = new ArrayList<StreamEvent>();
        for (StreamEvent event : events.subList(0, events.size() - 1)) {
            more.add(event);
            more.add(BotEvents.PING);
        }
        more.add(events.getLast());
        return more;
    }

    private static List<StreamEvent> indexed(List<StreamEvent> events) {
        return events.stream()
                .map(event -> event.with(
                        event.data().equals("{}")
                                ? "{\"index\": 0}"
                                : "{\"index\": 0, " + event.data().substring(1)))
                .toList();
    }
}
