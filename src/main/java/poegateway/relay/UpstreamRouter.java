package poegateway.relay;

import java.util.List;
import java.util.Optional;
import poegateway.config.RoutingConfig;
import poegateway.config.RoutingRuleConfig;
import poegateway.core.AllowedModels;
import poegateway.core.UpstreamWish;
import poegateway.core.Wishes;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.WireFormat;

/** Decides which way a request takes to Poe, by what it asks for and what the operator set. It asks nobody else. */
final class UpstreamRouter {
    private final RoutingConfig settings;
    private final List<Rule> rules;
    private final PoeDialects formats;

    private record Rule(AllowedModels models, UpstreamWish upstream) {}

    /**
     * A way.
     *
     * @param format that Poe speaks there
     * @param translated whether the caller speaks another
     * @param reason why it was chosen; safe to print
     */
    record Way(WireFormat format, boolean translated, Reason reason) {}

    /** Why a way was chosen. */
    enum Reason {
        /** The caller asked for the interface. */
        ASKED("asked"),
        /** The operator set it, for the model or for all. */
        CONFIGURED("configured"),
        /** It is the caller's own dialect. */
        SAME_DIALECT("same-dialect"),
        /** It makes pictures, sounds or films, which Poe does not stream: it is asked for a whole answer. */
        MEDIA("media"),
        /** Poe does not speak the caller's dialect. */
        NEAREST("nearest");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    UpstreamRouter(RoutingConfig settings, PoeDialects formats) {
        this.settings = settings;
        this.formats = formats;
        this.rules = settings.rules().stream().map(UpstreamRouter::rule).toList();
    }

    private static Rule rule(RoutingRuleConfig config) {
        return new Rule(new AllowedModels(config.models()), config.upstream());
    }

    /**
     * The way for a request.
     *
     * @param caller the caller's dialect
     * @param model name of the model
     * @param streamedMedia whether a stream is wanted of a model that makes pictures, sounds or films
     */
    Way choose(WireFormat caller, Wishes wishes, String model, boolean streamedMedia) {
        Way way = choose(caller, wishes, model);
        boolean whole = streamedMedia && !way.translated() && way.format().poeInterface() == PoeInterface.OPENAI;
        return whole && caller.codec().isPresent() ? new Way(caller, true, Reason.MEDIA) : way;
    }

    private Way choose(WireFormat caller, Wishes wishes, String model) {
        UpstreamWish asked = wishes.upstream().orElse(UpstreamWish.AUTO);
        if (asked != UpstreamWish.AUTO) {
            return by(part(asked), caller, Reason.ASKED);
        }
        UpstreamWish configured = configured(model);
        if (configured != UpstreamWish.AUTO) {
            return by(part(configured), caller, Reason.CONFIGURED);
        }
        return caller.isSpokenByPoe()
                ? new Way(caller, false, Reason.SAME_DIALECT)
                : new Way(formats.openai(), true, Reason.NEAREST);
    }

    /** Whether a request is refused rather than sent without hints that cannot be said. */
    boolean isStrict(Wishes wishes) {
        return wishes.strict().orElse(settings.loss() == RoutingConfig.Loss.STRICT);
    }

    private Way by(PoeInterface part, WireFormat caller, Reason reason) {
        boolean same = caller.isSpokenByPoe() && caller.poeInterface() == part;
        return same ? new Way(caller, false, reason) : new Way(formats.of(part), true, reason);
    }

    private UpstreamWish configured(String model) {
        Optional<Rule> first =
                rules.stream().filter(rule -> rule.models().allows(model)).findFirst();
        return first.map(Rule::upstream).orElse(settings.upstream());
    }

    private static PoeInterface part(UpstreamWish wish) {
        return switch (wish) {
            case AUTO -> throw new IllegalArgumentException("no interface");
            case OPENAI -> PoeInterface.OPENAI;
            case BOT -> PoeInterface.BOT;
        };
    }
}
