package poegateway.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a name of a model stands for. */
public sealed interface Resolution {
    /** The name by which Poe knows the model, as far as that is known here. */
    String model();

    /** Absent for a model that Poe does not list, which may be there all the same. */
    Optional<ModelCard> card();

    /** Parameters that an alias brings, as JSON by name; those that a request sets itself win. */
    default Map<String, String> parameters() {
        return Map.of();
    }

    /** Tools that an alias has the gateway run. */
    default List<String> tools() {
        return List.of();
    }

    /** Poe lists a model of that name; letter case and {@code provider/} before it do not count. */
    record Listed(String model, ModelCard listed) implements Resolution {
        @Override
        public Optional<ModelCard> card() {
            return Optional.of(listed);
        }
    }

    /** The name is one that the vendor of a listed model writes. */
    record Respelled(ModelCard listed) implements Resolution {
        @Override
        public String model() {
            return listed.id();
        }

        @Override
        public Optional<ModelCard> card() {
            return Optional.of(listed);
        }
    }

    /**
     * The name is an alias: one of {@code models.aliases}, or a short name that every gateway has.
     *
     * @param target what it stands for in the end
     */
    record Aliased(Resolution target, Map<String, String> parameters, List<String> tools) implements Resolution {
        public Aliased {
            parameters = Map.copyOf(parameters);
            tools = List.copyOf(tools);
        }

        @Override
        public String model() {
            return target.model();
        }

        @Override
        public Optional<ModelCard> card() {
            return target.card();
        }
    }

    /** Poe lists no such model, so the name goes to Poe as it is, without {@code provider/} before it. */
    record Unlisted(String model) implements Resolution {
        @Override
        public Optional<ModelCard> card() {
            return Optional.empty();
        }
    }
}
