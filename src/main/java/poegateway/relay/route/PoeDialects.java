package poegateway.relay.route;

import java.util.List;
import java.util.Optional;
import poegateway.catalog.ModelCard;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.WireFormat;

/**
 * What Poe's interfaces speak.
 *
 * @param nearest the dialect of the OpenAI-compatible interface that it speaks for models of which nothing is known
 * @param listed further dialects of that interface, for the models that are listed with them
 * @param bot the bot protocol
 * @param marked the one among {@code listed} whose requests mark what the model's maker is to keep in its prompt cache; empty
 *     where there is none
 */
public record PoeDialects(WireFormat nearest, List<WireFormat> listed, WireFormat bot, Optional<WireFormat> marked) {
    private static final String VERSION = "/v1";

    public PoeDialects {
        listed = List.copyOf(listed);
    }

    /** Whether Poe speaks the dialect for this model. */
    private static boolean speaks(WireFormat format, Optional<ModelCard> card) {
        return switch (format.support()) {
            case ALL_MODELS -> true;
            case LISTED_MODELS -> card.filter(known -> lists(known, format)).isPresent();
            case NO_MODEL -> false;
        };
    }

    /**
     * The dialect of an interface for requests in others: the nearest where the model's card lists it or nothing that is known
     * here, else the first that it lists.
     */
    WireFormat of(PoeInterface part, Optional<ModelCard> card) {
        return switch (part) {
            case BOT -> bot;
            case OPENAI -> card.flatMap(this::preferred).orElse(nearest);
        };
    }

    /**
     * Whether a request can go in the caller's own dialect: Poe speaks it for the model, and the card does not list others in its
     * place. Where a dialect cannot be translated the card is not asked, since the request could go no other way.
     */
    boolean isOwn(WireFormat caller, Optional<ModelCard> card) {
        boolean elsewhere = caller.callerCodec().isPresent()
                && caller.poeInterface() == PoeInterface.OPENAI
                && card.filter(known -> !lists(known, caller))
                        .flatMap(this::preferred)
                        .isPresent();
        return speaks(caller, card) && !elsewhere;
    }

    /** The dialect in which the model keeps prompts, where that is another than the caller's and Poe speaks it for the model. */
    Optional<WireFormat> keepingPrompts(WireFormat caller, Optional<ModelCard> card) {
        return marked.filter(format -> caller.callerCodec().isPresent() && !isSame(format, caller))
                .filter(format -> format.codec().isPresent() && speaks(format, card));
    }

    private static boolean isSame(WireFormat format, WireFormat caller) {
        return caller.support() != PoeSupport.NO_MODEL
                && caller.poeInterface() == format.poeInterface()
                && caller.path("").equals(format.path(""));
    }

    /** The dialect of the model's card for requests in others; empty where it lists none that can be written. */
    private Optional<WireFormat> preferred(ModelCard card) {
        return lists(card, nearest)
                ? Optional.of(nearest)
                : card.endpoints().stream()
                        .flatMap(path -> written(path).stream())
                        .findFirst();
    }

    private Optional<WireFormat> written(String endpoint) {
        return listed.stream()
                .filter(format -> isPathOf(endpoint, format) && format.codec().isPresent())
                .findFirst();
    }

    private static boolean lists(ModelCard card, WireFormat format) {
        for (String endpoint : card.endpoints()) {
            if (isPathOf(endpoint, format)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPathOf(String endpoint, WireFormat format) {
        return format.support() != PoeSupport.NO_MODEL
                && format.poeInterface() == PoeInterface.OPENAI
                && endpoint.startsWith(VERSION)
                && isRest(endpoint, VERSION.length(), format.path(""));
    }

    private static boolean isRest(String text, int from, String rest) {
        return text.length() == from + rest.length() && text.startsWith(rest, from);
    }
}
