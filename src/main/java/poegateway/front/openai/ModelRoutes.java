package poegateway.front.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import poegateway.catalog.Catalog;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelCard;
import poegateway.catalog.Resolution;
import poegateway.core.AllowedModels;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.front.Exchange;
import poegateway.front.PublicJson;
import poegateway.wire.json.JsonEdits;

/**
 * {@code GET /v1/models} and {@code GET /v1/models/{id}}: Poe's list as it is at hand, as far as the caller may use it. It has
 * OpenAI's form, or Anthropic's for callers who name a version of its API.
 */
final class ModelRoutes {
    private static final byte[] NO_MODELS = "\"models\":[],".getBytes(StandardCharsets.US_ASCII);
    private static final String WARNING = "x-poe-gateway-warning";
    private static final String BUNDLED = "Poe's list of models has not arrived yet: this is the built-in one";

    private final CurrentCatalog catalog;
    private final PublicJson answers = new PublicJson();

    ModelRoutes(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    void all(Exchange exchange) throws IOException {
        Catalog now = catalog.get();
        AllowedModels allowed = exchange.caller().models();
        if (isAnthropic(exchange)) {
            send(exchange, now, AnthropicModels.list(now.cards(allowed), exchange.request()::queryParameter));
        } else {
            byte[] list = now.json(allowed);
            send(
                    exchange,
                    now,
                    exchange.request().queryParameter("client_version").isPresent() ? forCodex(list) : list);
        }
    }

    void one(Exchange exchange) throws IOException {
        String id = exchange.request().pathParameter("id");
        AllowedModels allowed = exchange.caller().models();
        Catalog now = catalog.get();
        Resolution resolved = now.resolve(id);
        allowed.check(resolved.model());
        ModelCard card = resolved.card()
                .orElseThrow(() -> new FailureException(
                        new ClientFailure.UnlistedModel(new PoeRefusal.ModelNotFound(id, now.closest(id, allowed)))));
        send(exchange, now, isAnthropic(exchange) ? AnthropicModels.one(card) : now.json(card));
    }

    private static boolean isAnthropic(Exchange exchange) {
        return exchange.request().header("anthropic-version").isPresent();
    }

    /**
     * Codex wants a {@code models} of its own making, in which each model brings the instructions for the whole agent. It has
     * those itself for a model that is not in there, so none is.
     */
    private static byte[] forCodex(byte[] list) {
        int at = 0;
        while (list[at] != '{') {
            at++;
        }
        return JsonEdits.builder()
                .insert(at + 1, NO_MODELS, "codex-models")
                .build()
                .apply(list);
    }

    private void send(Exchange exchange, Catalog now, byte[] json) throws IOException {
        if (now.source() == Catalog.Source.BUNDLED) {
            exchange.header(WARNING, BUNDLED);
        }
        answers.send(exchange, json);
    }
}
