package poegateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import poegateway.catalog.Catalog;
import poegateway.catalog.ModelCard;
import poegateway.catalog.Resolution;
import poegateway.conversation.Prompt;
import poegateway.core.AccessFailure;
import poegateway.core.AllowedModels;
import poegateway.core.FailureException;
import poegateway.core.ModelName;
import poegateway.dialect.Opening;
import poegateway.dialect.RequestOutline;
import poegateway.wire.ByteRange;
import poegateway.wire.Json;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonSlice;

/** Finds the model that a request means, and has the request name it as Poe does. */
final class ModelSelection {
    /** Edit: {@code provider/} before the name of the model, which Poe does not know, taken out. */
    static final String PROVIDER = "provider-removed";

    /** Edit: an alias, or a vendor's name of the model, became Poe's name. */
    static final String RESOLVED = "model-resolved";

    /** Edit: parameters that an alias brings put in. */
    static final String PARAMETERS = "alias-parameters";

    private final Supplier<Catalog> catalog;
    private final boolean strict;

    /** @param strict whether tools for a model that is not listed with tools are refused */
    ModelSelection(Supplier<Catalog> catalog, boolean strict) {
        this.catalog = catalog;
        this.strict = strict;
    }

    /**
     * A request whose model is known.
     *
     * @param opening names the model as Poe does, and has all edits
     * @param own those edits that came of finding the model
     * @param card absent where Poe lists no such model
     */
    record Selected(Opening opening, JsonEdits own, Optional<ModelCard> card) {
        /** The body as it would be if the caller had named the model as Poe does, without any other edit. */
        byte[] applyTo(byte[] body) {
            return own.isEmpty() ? body : own.apply(body);
        }
    }

    /**
     * Selects the model of a request.
     *
     * @throws FailureException with {@link AccessFailure.ModelNotAllowed} when the model is not among those allowed, whatever
     *     it is called; or when Poe's list says that the model cannot do what the request wants
     */
    Selected select(Opening opening, byte[] body, AllowedModels allowed) {
        Catalog now = catalog.get();
        RequestOutline outline = opening.outline();
        Optional<ByteRange> place = outline.modelAt();
        Resolution resolved = now.resolve(opening.model());
        allowed.check(place.isPresent() ? resolved.model() : opening.model());
        if (now.source() == Catalog.Source.POE) {
            resolved.card().ifPresent(card -> new ModelCheck(card, outline, body).check(strict));
        }
        if (place.isEmpty()) {
            return new Selected(opening, JsonEdits.NONE, resolved.card());
        }
        JsonEdits own = edits(opening, resolved, place.get());
        JsonEdits all = own.isEmpty()
                ? opening.edits()
                : opening.edits().toBuilder().addAll(own).build();
        return new Selected(opening.with(resolved.model(), all), own, resolved.card());
    }

    /** A prompt that names its model as Poe does, with the parameters that its alias brings. */
    record Named(Prompt prompt, Optional<ModelCard> card) {}

    /**
     * Finds the model of a prompt.
     *
     * @throws FailureException with {@link AccessFailure.ModelNotAllowed} when the model is not among those allowed
     */
    Named named(Prompt prompt, AllowedModels allowed) {
        Resolution resolved = catalog.get().resolve(prompt.model());
        allowed.check(resolved.model());
        Map<String, JsonSlice> parameters = new LinkedHashMap<>();
        resolved.parameters().forEach((name, value) -> parameters.put(name, JsonSlice.of(value)));
        parameters.putAll(prompt.parameters());
        return new Named(prompt.to(resolved.model(), parameters), resolved.card());
    }

    private static JsonEdits edits(Opening opening, Resolution resolved, ByteRange place) {
        String model = resolved.model();
        JsonEdits.Builder edits = JsonEdits.builder();
        if (!model.equals(opening.model())) {
            String id = model.equals(ModelName.withoutProvider(opening.model())) ? PROVIDER : RESOLVED;
            edits.replace(place.from(), place.to(), utf8(Json.quoted(model)), id);
        }
        resolved.parameters().forEach((name, value) -> {
            if (!opening.outline().has(name)) {
                edits.insert(place.to(), utf8("," + Json.quoted(name) + ":" + value), PARAMETERS);
            }
        });
        return edits.build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
