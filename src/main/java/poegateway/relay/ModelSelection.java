package poegateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import poegateway.catalog.Catalog;
import poegateway.catalog.ModelCard;
import poegateway.catalog.Resolution;
import poegateway.conversation.FileReferences;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReasoningOption;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.ModelName;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.dialect.Opening;
import poegateway.dialect.RequestOutline;
import poegateway.dialect.WireFormat;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonSlice;

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
     * @param names of those edits; a name that stands in the path is changed without an edit of the body
     * @param card absent where Poe lists no such model
     * @param tools that an alias has the gateway run
     */
    record Selected(Opening opening, JsonEdits own, List<String> names, Optional<ModelCard> card, List<String> tools) {
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
    Selected select(WireFormat format, Opening opening, byte[] body, AllowedModels allowed) {
        Catalog now = catalog.get();
        RequestOutline outline = opening.outline();
        Resolution resolved = now.resolve(opening.model());
        allowed.check(resolved.model());
        if (now.source() == Catalog.Source.POE) {
            resolved.card().ifPresent(card -> new ModelCheck(card, outline, body).check(strict));
        }
        Optional<String> renamed = renamed(opening, resolved);
        JsonEdits own = edits(format, outline, resolved, renamed);
        JsonEdits all = own.isEmpty()
                ? opening.edits()
                : opening.edits().toBuilder().addAll(own).build();
        List<String> names = names(renamed, opening.edits(), own);
        return new Selected(opening.with(resolved.model(), all), own, names, resolved.card(), resolved.tools());
    }

    private static List<String> names(Optional<String> renamed, JsonEdits callers, JsonEdits own) {
        boolean inlined = callers.ids().contains(FileReferences.INLINED);
        if (renamed.isEmpty() && !inlined) {
            return own.ids();
        }
        Set<String> names = new LinkedHashSet<>();
        renamed.ifPresent(names::add);
        if (inlined) {
            names.add(FileReferences.INLINED);
        }
        names.addAll(own.ids());
        return List.copyOf(names);
    }

    /** A prompt that names its model as Poe does, with the parameters and tools that its alias brings. */
    record Named(Prompt prompt, Optional<ModelCard> card, List<String> tools) {}

    /**
     * Finds the model of a prompt.
     *
     * @throws FailureException with {@link AccessFailure.ModelNotAllowed} when the model is not among those allowed
     */
    Named named(Prompt prompt, AllowedModels allowed) {
        Resolution resolved = catalog.get().resolve(prompt.model());
        allowed.check(resolved.model());
        Map<String, JsonSlice> parameters = new LinkedHashMap<>();
        resolved.parameters().forEach((name, value) -> {
            if (prompt.reasoning().isEmpty() || !ReasoningOption.NAMES.contains(name)) {
                parameters.put(name, JsonSlice.of(value));
            }
        });
        parameters.putAll(prompt.parameters());
        return new Named(prompt.to(resolved.model(), parameters), resolved.card(), resolved.tools());
    }

    /** By which edit the name that the caller wrote became Poe's; empty where it is Poe's. */
    private static Optional<String> renamed(Opening opening, Resolution resolved) {
        String model = resolved.model();
        if (model.equals(opening.model())) {
            return Optional.empty();
        }
        return Optional.of(model.equals(ModelName.withoutProvider(opening.model())) ? PROVIDER : RESOLVED);
    }

    private static JsonEdits edits(
            WireFormat format, RequestOutline outline, Resolution resolved, Optional<String> renamed) {
        if (renamed.isEmpty() && resolved.parameters().isEmpty()) {
            return JsonEdits.NONE; // as most requests are
        }
        JsonEdits.Builder edits = JsonEdits.builder();
        byte[] model = utf8(Json.quoted(resolved.model()));
        renamed.ifPresent(
                id -> outline.modelAt().ifPresent(place -> edits.replace(place.from(), place.to(), model, id)));
        Map<String, String> members = new LinkedHashMap<>();
        boolean wished = ReasoningOption.NAMES.stream().anyMatch(outline::has);
        resolved.parameters().forEach((name, value) -> {
            if (!outline.has(name) && !(wished && ReasoningOption.NAMES.contains(name))) {
                members.putAll(format.option(name, value));
            }
        });
        String added = members.entrySet().stream()
                .filter(member -> !outline.has(member.getKey()))
                .map(member -> Json.quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(","));
        if (!added.isEmpty()) {
            outline.optionsAt()
                    .ifPresent(place -> edits.replace(
                            place.range().from(), place.range().to(), utf8(place.text(added)), PARAMETERS));
        }
        return edits.build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What Poe said, with what the gateway knows of models and accounts. */
    Failure explained(Failure failure, Caller caller) {
        return failure instanceof PoeRefusal.ModelNotFound unknown
                ? new PoeRefusal.ModelNotFound(unknown.model(), others(unknown.model(), caller))
                : caller.account().blamed(failure);
    }

    /** Names like that of a model that Poe refuses, which may be in its list all the same. */
    private List<String> others(String model, Caller caller) {
        return catalog.get().closest(model, caller.models()).stream()
                .filter(name -> !name.equalsIgnoreCase(ModelName.bare(model)))
                .toList();
    }
}
