package poegateway.simulator.reply;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.script.Script;

/**
 * A model name that makes the simulator answer in a certain way.
 *
 * @param name in lower case
 * @param meaning what is answered, for the table in {@code docs/simulator.md}
 * @param writer writes the answer
 */
public record MagicModel(String name, String meaning, ReplyWriter writer) {
    /** Writes the answer of a magic model. */
    @FunctionalInterface
    public interface ReplyWriter {
        Script write(ModelContext context);
    }

    /** A model that gives every request the same answer. */
    public static MagicModel fixed(String name, String meaning, Script script) {
        return new MagicModel(name, meaning, context -> script);
    }

    /** A model that answers every request with that error. */
    public static MagicModel failing(String name, String meaning, ReplyError error) {
        return new MagicModel(name, meaning, context -> context.error(error));
    }

    /** A model whose stream fails with that error after its first event of a name; whole requests get the error alone. */
    public static MagicModel failingAfter(String name, String meaning, String event, ReplyError error) {
        return new MagicModel(
                name,
                meaning,
                context -> context.question().stream()
                        ? context.stream(failing(context, event, error))
                        : context.error(error));
    }

    private static List<StreamEvent> failing(ModelContext context, String last, ReplyError error) {
        var events = new ArrayList<StreamEvent>();
        for (StreamEvent event : context.events()) {
            events.add(event);
            if (event.name().equals(last)) {
                break;
            }
        }
        events.addAll(context.format().errorEvents(error, events.size()));
        return events;
    }

    /** A model that changes streams only; whole requests get the ordinary reply. */
    public static MagicModel streamed(String name, String meaning, ReplyWriter writer) {
        return new MagicModel(
                name, meaning, context -> context.question().stream() ? writer.write(context) : context.ordinary());
    }
}
