package poegateway.dialect.bot.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReasoningOption;
import poegateway.conversation.ReasoningWish;
import poegateway.dialect.Target;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;

/**
 * The options of the model's own that a query carries on a message: those that the caller gave and the model takes, and how much it
 * is to think, by the option that the model has for it.
 */
final class ModelParameters {
    private final Prompt prompt;
    private final Target target;
    private final Dropped dropped;
    private final Map<String, JsonSlice> members = new LinkedHashMap<>();

    ModelParameters(Prompt prompt, Target target, Dropped dropped) {
        this.prompt = prompt;
        this.target = target;
        this.dropped = dropped;
    }

    Map<String, JsonSlice> members() {
        boolean own = prompt.extras().origin() == Dialect.BOT;
        Optional<ReasoningWish> wish = ReasoningWish.of(prompt, name -> own || target.takes(name));
        prompt.parameters().forEach((name, value) -> {
            if (own || target.takes(name)) {
                members.put(name, value);
            } else if (wish.filter(said -> said.isOption(name)).isEmpty()) {
                dropped.add(name);
            }
        });
        wish.ifPresent(this::reasoning);
        return members;
    }

    /** What the caller gave by the model's own name wins. */
    private void reasoning(ReasoningWish wish) {
        wish.saidBy(target.reasoning().orElse(ReasoningOption.USUAL))
                .ifPresentOrElse(
                        said -> members.putIfAbsent(said.option().name(), said.value()),
                        () -> dropped.add(wish.name()));
    }
}
