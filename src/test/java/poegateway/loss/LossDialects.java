package poegateway.loss;

import java.util.List;
import poegateway.dialect.WireFormat;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.completions.CompletionsFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;

/** The dialects between which requests and replies are translated: a further one is one more line of each list. */
final class LossDialects {
    /** Those that callers speak. */
    static final List<Caller> CALLERS = List.of(
            new Caller("chat", new ChatFormat()),
            new Caller("completions", new CompletionsFormat()),
            new Caller("responses", new ResponsesFormat()),
            new Caller("messages", new MessagesFormat()),
            new Caller("bot", new BotFormat()));

    /** Those in which models are asked. */
    static final List<Model> MODELS = List.of(
            new Model("chat", new ChatFormat()),
            new Model("responses", new ResponsesFormat()),
            new Model("messages", new MessagesFormat()),
            new Model("bot", new BotFormat()));

    private LossDialects() {}

    record Caller(String name, WireFormat format) {
        /** Name of the list of its requests' fields. */
        String requests() {
            return name + "-request.txt";
        }
    }

    record Model(String name, WireFormat format) {
        /** Name of the list of its replies' fields. */
        String replies() {
            return name + "-reply.txt";
        }
    }
}
