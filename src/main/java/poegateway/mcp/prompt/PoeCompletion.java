package poegateway.mcp.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.Modality;
import poegateway.catalog.ModelCard;
import poegateway.core.failure.FailureException;
import poegateway.mcp.feature.McpCompletion;
import poegateway.mcp.feature.McpOrigin;
import poegateway.session.Session;
import poegateway.session.Sessions;

/** Proposes names of models that the caller may use, by what they make, and ids of the caller's own sessions. */
public final class PoeCompletion implements McpCompletion {
    private final CurrentCatalog catalog;
    private final Sessions sessions;

    public PoeCompletion(CurrentCatalog catalog, Sessions sessions) {
        this.catalog = catalog;
        this.sessions = sessions;
    }

    @Override
    public List<String> complete(ObjectNode reference, String argument, String begun, McpOrigin origin) {
        return switch (argument) {
            case "bot" -> makers(Modality.TEXT, begun, origin);
            case "bots" -> afterComma(begun, origin);
            case "model" -> makers(Modality.IMAGE, begun, origin);
            case "id" -> isOfModels(reference) ? models(begun, origin, card -> true, ModelCard::id) : List.of();
            case "session_id" -> sessions(begun, origin.caller().id());
            default -> List.of();
        };
    }

    private static boolean isOfModels(ObjectNode reference) {
        return reference.path("uri").asText().startsWith("poe://models/");
    }

    /** What stands before the last comma stays. */
    private List<String> afterComma(String begun, McpOrigin origin) {
        int comma = begun.lastIndexOf(',') + 1;
        String before = begun.substring(0, comma);
        return makers(Modality.TEXT, begun.substring(comma).strip(), origin).stream()
                .map(name -> before + name)
                .toList();
    }

    private List<String> makers(Modality form, String begun, McpOrigin origin) {
        return models(begun, origin, card -> card.outputs().contains(form), ModelCard::displayName);
    }

    private List<String> models(
            String begun, McpOrigin origin, Predicate<ModelCard> wanted, Function<ModelCard, String> name) {
        Stream<String> names = catalog.get().cards(origin.caller().models()).stream()
                .filter(wanted)
                .map(name);
        return names.filter(one -> begins(one, begun)).toList();
    }

    private List<String> sessions(String begun, String owner) {
        try {
            return sessions.all(owner).stream()
                    .map(Session::id)
                    .filter(id -> begins(id, begun))
                    .toList();
        } catch (FailureException shared) {
            return List.of(); // callers cannot be told apart
        }
    }

    private static boolean begins(String name, String begun) {
        return name.toLowerCase(Locale.ROOT).startsWith(begun.toLowerCase(Locale.ROOT));
    }
}
