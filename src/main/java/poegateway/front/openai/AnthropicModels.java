package poegateway.front.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import poegateway.catalog.ModelCard;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.wire.JsonWriter;

/** Models as Anthropic's API lists them. Source: the reference of its {@code GET /v1/models}. */
final class AnthropicModels {
    private static final int LIMIT_MAX = 1_000;
    /** What the form has, and Poe's list does not tell. */
    private static final List<String> NOT_TOLD = List.of("capabilities", "line", "deprecated_at", "retires_at");

    private AnthropicModels() {}

    /** One model. */
    static byte[] one(ModelCard card) {
        return bytes(written(new JsonWriter(), card));
    }

    /**
     * A page of a list. Without a limit all of them are one page, whatever Anthropic's standard is: who does not ask for the next
     * page misses nothing.
     *
     * @param query finds a parameter of the query by its name: {@code limit}, {@code after_id} or {@code before_id}
     * @throws FailureException when the limit is none
     */
    static byte[] list(List<ModelCard> all, Function<String, Optional<String>> query) {
        int limit = query.apply("limit").map(AnthropicModels::limit).orElse(Integer.MAX_VALUE);
        Optional<String> before = query.apply("before_id");
        List<ModelCard> rest = before.map(id -> all.subList(0, indexOf(all, id)))
                .or(() -> query.apply("after_id").map(id -> all.subList(indexOf(all, id) + 1, all.size())))
                .orElse(all);
        int size = Math.min(limit, rest.size());
        List<ModelCard> page =
                before.isPresent() ? rest.subList(rest.size() - size, rest.size()) : rest.subList(0, size);
        return written(page, size < rest.size());
    }

    private static byte[] written(List<ModelCard> page, boolean more) {
        JsonWriter json = new JsonWriter().beginObject().name("data").beginArray();
        page.forEach(card -> written(json, card));
        json.endArray().name("has_more").value(more);
        id(json.name("first_id"), page.isEmpty() ? Optional.empty() : Optional.of(page.getFirst()));
        id(json.name("last_id"), page.isEmpty() ? Optional.empty() : Optional.of(page.getLast()));
        return bytes(json.endObject());
    }

    private static JsonWriter written(JsonWriter json, ModelCard card) {
        Instant created = Instant.ofEpochSecond(card.createdSeconds().orElse(0));
        json.beginObject().name("type").value("model").name("id").value(card.id());
        json.name("display_name").value(card.displayName()).name("created_at").value(created.toString());
        json.name("lifecycle").value("active"); // Poe lists those alone that can be asked
        tokens(json.name("max_input_tokens"), card.contextTokens());
        tokens(json.name("max_tokens"), card.outputTokensMax());
        NOT_TOLD.forEach(name -> json.name(name).nullValue());
        return json.endObject();
    }

    private static void tokens(JsonWriter json, OptionalLong most) {
        most.ifPresentOrElse(json::value, json::nullValue);
    }

    private static void id(JsonWriter json, Optional<ModelCard> card) {
        card.ifPresentOrElse(known -> json.value(known.id()), json::nullValue);
    }

    private static int indexOf(List<ModelCard> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i;
            }
        }
        throw wrong("The list has no model '" + id + "' to go on from.");
    }

    private static int limit(String written) {
        try {
            int limit = Integer.parseInt(written);
            if (limit >= 1 && limit <= LIMIT_MAX) {
                return limit;
            }
        } catch (NumberFormatException none) {
            throw wrong("'limit' must be a number from 1 to " + LIMIT_MAX + ".");
        }
        throw wrong("'limit' must be a number from 1 to " + LIMIT_MAX + ".");
    }

    private static FailureException wrong(String message) {
        return new FailureException(new ClientFailure.InvalidRequest("invalid_value", message, null));
    }

    private static byte[] bytes(JsonWriter json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length());
        try {
            json.drainTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return out.toByteArray();
    }
}
