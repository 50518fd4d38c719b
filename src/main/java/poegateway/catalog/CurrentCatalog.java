package poegateway.catalog;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import poegateway.config.AliasConfig;

/**
 * The catalogue of now: of the last list that Poe gave, whatever its age, and until there is one of the list that comes with
 * the program. Safe for all threads, and never waits for Poe.
 */
public final class CurrentCatalog implements Supplier<Catalog> {
    private volatile @Nullable Catalog now;
    private ModelAliases aliases; // guarded by this

    /** One that knows the bundled list, which is read when somebody asks for it. */
    public CurrentCatalog(Map<String, AliasConfig> aliases) {
        this.aliases = new ModelAliases(aliases);
    }

    @Override
    public Catalog get() {
        Catalog known = now;
        return known != null ? known : bundled();
    }

    /** Poe gave a new list. */
    public synchronized void update(ModelDocument models) {
        now = new Catalog(models, aliases, Catalog.Source.POE);
    }

    /** The aliases of the settings are these from now on. */
    public synchronized void aliases(Map<String, AliasConfig> changed) {
        aliases = new ModelAliases(changed);
        Catalog known = now;
        now = known == null ? null : known.with(aliases);
    }

    private synchronized Catalog bundled() {
        Catalog known = now;
        if (known == null) {
            known = new Catalog(BundledModels.list(), aliases, Catalog.Source.BUNDLED);
            now = known;
        }
        return known;
    }
}
