package poegateway.relay;

import java.util.Optional;
import poegateway.catalog.Modality;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.RequestOutline;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;

/**
 * Refuses a request for what Poe's list says against it, before it is sent. What the list does not say is no reason: many
 * models do more than they are listed with.
 */
final class ModelCheck {
    /** A few bots have a parameter of that name, which no request can set: there it names the bot. */
    private static final String MODEL = "model";

    private final ModelCard card;
    private final RequestOutline outline;
    private final byte[] body;

    ModelCheck(ModelCard card, RequestOutline outline, byte[] body) {
        this.card = card;
        this.outline = outline;
        this.body = body;
    }

    /**
     * Lets a request pass that fits.
     *
     * @param strict whether it must not have tools either where none are listed
     * @throws FailureException with {@link ClientFailure.ValueNotOfModel} or {@link ClientFailure.FeatureNotOfModel}
     */
    void check(boolean strict) {
        for (ModelParameter parameter : card.parameters()) {
            if (!parameter.name().equals(MODEL) && outline.has(parameter.name())) {
                checkValue(parameter);
            }
        }
        if (outline.pictures() && takesNoPictures()) {
            throw refused("pictures", "messages", "Leave them out, or choose a model that takes pictures.");
        }
        if (strict && outline.tools() && !card.has("tools")) {
            throw refused("tools", "tools", "Leave them out, or choose a model that is listed with tools.");
        }
    }

    /** Makers of pictures and film take pictures to begin with, also where they are listed for text alone. */
    private boolean takesNoPictures() {
        return !card.inputs().isEmpty() && !card.inputs().contains(Modality.IMAGE) && !card.makesMedia();
    }

    private FailureException refused(String feature, String param, String fix) {
        return new FailureException(new ClientFailure.FeatureNotOfModel(card.id(), feature, param, fix));
    }

    private void checkValue(ModelParameter parameter) {
        scalar(outline.valueAt(parameter.name())).flatMap(parameter::refuses).ifPresent(words -> {
            throw new FailureException(new ClientFailure.ValueNotOfModel(card.id(), parameter.name(), words));
        });
    }

    /** The string or number that begins there, if it is one. */
    private Optional<JsonSlice> scalar(int from) {
        boolean begins = body[from] == '"' || new JsonSlice(body, from, from + 1).isNumber();
        return begins ? Optional.of(new JsonSlice(body, from, Json.endOfScalar(body, from))) : Optional.empty();
    }
}
