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
import poegateway.wire.json.JsonWriter;

/** Models as Anthropic's API lists them. Source: the reference of its {@code GET /v1/models}. */
final class AnthropicModels {
    /** Without a limit all are one page, whatever Anthropic's standard is: who does not ask for the next page misses nothing. */
    private static final PageRequest.Form PAGES =
            new PageRequest.Form("after_id", "before_id", Integer.MAX_VALUE, 1_000);

    /** What the form has, and Poe's list does not tell. */
    private static final List<String> NOT_TOLD = List.of("capabilities", "line", "deprecated_at", "retires_at");

    private AnthropicModels() {}

    /** One model. */
    static byte[] one(ModelCard card) {
        return bytes(written(new JsonWriter(), card));
    }

    /**
     * A page of a list.
     *
     * @param query finds a parameter of the query by its name: {@code limit}, {@code after_id} or {@code before_id}
     * @throws poegateway.core.failure.FailureException when there is no such page
     */
    static byte[] list(List<ModelCard> all, Function<String, Optional<String>> query) {
        PageRequest.Page<ModelCard> page = PageRequest.of(query, PAGES).of(all, ModelCard::id);
        return written(page.items(), page.hasMore());
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
