package poegateway.relay;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Collectors;
import poegateway.catalog.Modality;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.ModelParameter.Values;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.dialect.RequestOutline;
import poegateway.wire.Json;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;

/**
 * Refuses a request for what Poe's list says against it, before it is sent. What the list does not say is no reason: many
 * models do more than they are listed with.
 */
final class ModelCheck {
    /** A few bots have a parameter of that name, which no request can set: there it names the bot. */
    private static final String MODEL = "model";

    private static final int NAMED_VALUES_MAX = 20;

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
        String name = parameter.name();
        Optional<String> allowed = switch (parameter.values()) {
            case Values.OneOf some -> isNoneOf(some, name) ? Optional.of(words(some)) : Optional.empty();
            case Values.Between bounds -> isBeyond(bounds, name) ? Optional.of(words(bounds)) : Optional.empty();
            case Values.Truth any -> Optional.empty();
            case Values.AnyText any -> Optional.empty();
            case Values.Unstated any -> Optional.empty();
        };
        allowed.ifPresent(words -> {
            throw new FailureException(new ClientFailure.ValueNotOfModel(card.id(), name, words));
        });
    }

    private boolean isNoneOf(Values.OneOf some, String name) {
        return read(name, JsonToken.VALUE_STRING, JsonToken.VALUE_NUMBER_INT)
                .filter(given -> some.texts().stream().noneMatch(given::equalsIgnoreCase))
                .isPresent();
    }

    private boolean isBeyond(Values.Between bounds, String name) {
        return read(name, JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT)
                .map(BigDecimal::new)
                .filter(given -> given.compareTo(bounds.least()) < 0 || given.compareTo(bounds.most()) > 0)
                .isPresent();
    }

    /** The text of a member's value, if it is of one of these kinds. */
    private Optional<String> read(String name, JsonToken one, JsonToken other) {
        int from = outline.valueAt(name);
        try (JsonCursor cursor = new JsonCursor(body, from, Json.endOfScalar(body, from))) {
            JsonToken token = cursor.need();
            return token == one || token == other ? Optional.of(cursor.text()) : Optional.empty();
        } catch (JsonFault impossible) {
            throw new IllegalStateException("the body was read before", impossible);
        }
    }

    private static String words(Values.OneOf some) {
        int more = some.texts().size() - NAMED_VALUES_MAX;
        return "one of " + some.texts().stream().limit(NAMED_VALUES_MAX).collect(Collectors.joining(", "))
                + (more > 0 ? " or " + more + " more" : "");
    }

    private static String words(Values.Between bounds) {
        return bounds.least().toPlainString() + " to " + bounds.most().toPlainString();
    }
}
