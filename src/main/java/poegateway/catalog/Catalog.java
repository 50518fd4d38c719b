package poegateway.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.AllowedModels;
import poegateway.core.ModelName;

/** The models as they are known at one moment, and the one rule for their names. Immutable. */
public final class Catalog {
    /** No model has a longer name, and a longer text is not looked for. */
    private static final int NAME_CHARS_MAX = 200;

    private static final int CLOSEST_MAX = 3;

    private final ModelDocument models;
    private final ModelAliases aliases;
    private final Source source;

    /** Who says what the models are. */
    public enum Source {
        /** The program itself, until Poe's list has come. It may be years old: nothing is refused for it. */
        BUNDLED,
        POE
    }

    Catalog(ModelDocument models, ModelAliases aliases, Source source) {
        this.models = models;
        this.aliases = aliases;
        this.source = source;
    }

    public Source source() {
        return source;
    }

    /**
     * What a name stands for. An alias of the settings wins; then the name as Poe lists it, in any letter case and with
     * {@code provider/} before it; then one as vendors write it; then a short name that every gateway has.
     */
    public Resolution resolve(String written) {
        if (written.length() > NAME_CHARS_MAX) {
            return new Resolution.Unlisted(ModelName.withoutProvider(written));
        }
        Optional<ModelAliases.Target> alias = aliases.find(written);
        return alias.isEmpty()
                ? unaliased(written)
                : new Resolution.Aliased(
                        unaliased(alias.get().model()),
                        alias.get().parameters(),
                        alias.get().tools());
    }

    /** The card of a model by its name at Poe, in any letter case. */
    public Optional<ModelCard> card(String name) {
        return models.card(name);
    }

    /** Allowed names like this one, best first; at most 3. */
    public List<String> closest(String name, AllowedModels allowed) {
        return SimilarNames.closest(ModelName.bare(name), models.ids(allowed), CLOSEST_MAX);
    }

    /** The cards of the allowed models, in Poe's order. */
    public List<ModelCard> cards(AllowedModels allowed) {
        return models.cards(allowed);
    }

    /** The allowed models as JSON: OpenAI's list with Poe's further members. Not to be written to. */
    public byte[] json(AllowedModels allowed) {
        return models.json(allowed);
    }

    /** One model as it stands in that list. */
    public byte[] json(ModelCard card) {
        return models.json(card.id()).orElseThrow();
    }

    /** How many models there are. */
    public int size() {
        return models.size();
    }

    /** The same models under other aliases. */
    Catalog with(ModelAliases others) {
        return new Catalog(models, others, source);
    }

    private Resolution unaliased(String written) {
        Optional<Resolution> listed = listed(written);
        return listed.isPresent() ? listed.get() : respelled(written);
    }

    private Resolution respelled(String written) {
        String bare = ModelName.bare(written);
        return first(VendorSpelling.namesAtPoe(bare))
                .<Resolution>map(Resolution.Respelled::new)
                .or(() -> first(ShortNames.models(bare)).map(Catalog::shortName))
                .orElseGet(() -> new Resolution.Unlisted(ModelName.withoutProvider(written)));
    }

    private Optional<Resolution> listed(String written) {
        Optional<ModelCard> card = models.card(written);
        String name = written;
        if (card.isEmpty()) {
            name = ModelName.withoutProvider(written);
            card = models.card(name);
        }
        return card.isEmpty() ? Optional.empty() : Optional.of(new Resolution.Listed(name, card.get()));
    }

    private Optional<ModelCard> first(List<String> names) {
        return names.stream().flatMap(name -> models.card(name).stream()).findFirst();
    }

    private static Resolution shortName(ModelCard card) {
        return new Resolution.Aliased(new Resolution.Listed(card.id(), card), Map.of(), List.of());
    }
}
