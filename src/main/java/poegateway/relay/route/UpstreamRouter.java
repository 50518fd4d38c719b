package poegateway.relay.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import poegateway.catalog.ModelCard;
import poegateway.config.RoutingConfig;
import poegateway.config.RoutingRuleConfig;
import poegateway.core.AllowedModels;
import poegateway.core.FormEnforcement;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;
import poegateway.core.Wishes;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.WireFormat;

/** Decides which way a request takes to Poe, by what it asks for and what the operator set. It asks nobody else. */
public final class UpstreamRouter {
    private final RoutingConfig settings;
    private final List<Rule> rules;
    private final PoeDialects formats;

    private record Rule(AllowedModels models, Optional<UpstreamWish> upstream, Optional<PromptCaching> promptCache) {}

    /**
     * A way.
     *
     * @param format that Poe speaks there
     * @param translated whether the caller speaks another, or its bytes do not pass
     * @param reason why it was chosen; safe to print
     */
    public record Way(WireFormat format, boolean translated, Reason reason) {}

    /** Why a way was chosen. */
    public enum Reason {
        /** The caller asked for the interface. */
        ASKED("asked"),
        /** The operator set it, for the model or for all. */
        CONFIGURED("configured"),
        /** In this dialect the model keeps prompts in a cache. */
        PROMPT_CACHE("prompt-cache"),
        /** It is the caller's own dialect. */
        SAME_DIALECT("same-dialect"),
        /** It makes pictures, sounds or films, which Poe does not stream: it is asked for a whole answer. */
        MEDIA("media"),
        /** Poe does not speak the caller's dialect, or not for that model. */
        NEAREST("nearest");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** Its word in headers. */
        public String label() {
            return label;
        }
    }

    public UpstreamRouter(RoutingConfig settings, PoeDialects formats) {
        this.settings = settings;
        this.formats = formats;
        this.rules = settings.rules().stream().map(UpstreamRouter::rule).toList();
    }

    private static Rule rule(RoutingRuleConfig config) {
        return new Rule(new AllowedModels(config.models()), config.upstream(), config.promptCache());
    }

    /**
     * The way for a request.
     *
     * @param caller the caller's dialect
     * @param model name of the model
     * @param card what is known of the model
     * @param stream whether the caller wants a stream
     */
    public Way choose(WireFormat caller, Wishes wishes, String model, Optional<ModelCard> card, boolean stream) {
        Way way = choose(caller, wishes, model, card);
        boolean streamedMedia = stream && card.filter(ModelCard::makesMedia).isPresent();
        boolean whole = streamedMedia && !way.translated() && way.format().poeInterface() == PoeInterface.OPENAI;
        return whole && caller.codec().isPresent() ? new Way(caller, true, Reason.MEDIA) : way;
    }

    private Way choose(WireFormat caller, Wishes wishes, String model, Optional<ModelCard> card) {
        UpstreamWish asked = wishes.upstream().orElse(UpstreamWish.AUTO);
        UpstreamWish wish = asked != UpstreamWish.AUTO ? asked : configured(model);
        if (wish != UpstreamWish.BOT && prefersCache(wishes, model)) {
            Optional<WireFormat> keeping = formats.keepingPrompts(caller, card);
            if (keeping.isPresent()) {
                return new Way(keeping.get(), true, Reason.PROMPT_CACHE);
            }
        }
        if (wish != UpstreamWish.AUTO) {
            return by(part(wish), caller, card, wish == asked ? Reason.ASKED : Reason.CONFIGURED);
        }
        return formats.isOwn(caller, card)
                ? new Way(caller, !caller.passes(), Reason.SAME_DIALECT)
                : new Way(formats.of(PoeInterface.OPENAI, card), true, Reason.NEAREST);
    }

    /** What becomes of a form of the answer that a way cannot say. One that was taken for the cache alone is left instead. */
    public FormEnforcement forms(Wishes wishes, Way way) {
        return way.reason() == Reason.PROMPT_CACHE || isStrict(wishes)
                ? FormEnforcement.REFUSE
                : wishes.forms().orElse(settings.structuredOutput());
    }

    /** Most calls that repair one answer. */
    public int repairsMax() {
        return settings.structuredOutputRepairs();
    }

    /** Whether a request is refused rather than sent without hints that cannot be said. */
    public boolean isStrict(Wishes wishes) {
        return wishes.strict().orElse(settings.loss() == RoutingConfig.Loss.STRICT);
    }

    /** A way by an interface that somebody asked for. */
    private Way by(PoeInterface part, WireFormat caller, Optional<ModelCard> card, Reason reason) {
        if (caller.poeInterface() == part && formats.isOwn(caller, card)) {
            return new Way(caller, !caller.passes(), reason);
        }
        return new Way(formats.of(part, card), true, reason);
    }

    private UpstreamWish configured(String model) {
        return firstOf(model, Rule::upstream).orElse(settings.upstream());
    }

    private boolean prefersCache(Wishes wishes, String model) {
        return wishes.promptCaching()
                        .or(() -> firstOf(model, Rule::promptCache))
                        .orElse(settings.promptCache())
                == PromptCaching.PREFER;
    }

    /** What the first rule says that fits the model and says something of it. */
    private <T> Optional<T> firstOf(String model, Function<Rule, Optional<T>> part) {
        for (Rule rule : rules) {
            Optional<T> said = part.apply(rule);
            if (said.isPresent() && rule.models().allows(model)) {
                return said;
            }
        }
        return Optional.empty();
    }

    private static PoeInterface part(UpstreamWish wish) {
        return switch (wish) {
            case AUTO -> throw new IllegalArgumentException("no interface");
            case OPENAI -> PoeInterface.OPENAI;
            case BOT -> PoeInterface.BOT;
        };
    }
}
