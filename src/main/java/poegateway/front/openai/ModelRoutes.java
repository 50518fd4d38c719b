package poegateway.front.openai;

import java.io.IOException;
import poegateway.catalog.Catalog;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelCard;
import poegateway.catalog.Resolution;
import poegateway.core.AllowedModels;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.front.Exchange;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: Poe's list as it is at hand, as far as the caller may use it. */
final class ModelRoutes {
    private static final String WARNING = "x-poe-gateway-warning";
    private static final String BUNDLED = "Poe's list of models has not come yet: this is the one of the program";

    private final CurrentCatalog catalog;

    ModelRoutes(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    void all(Exchange exchange) throws IOException {
        Catalog now = catalog.get();
        send(exchange, now, now.json(exchange.caller().models()));
    }

    void one(Exchange exchange) throws IOException {
        String id = exchange.request().pathParameter("id");
        AllowedModels allowed = exchange.caller().models();
        Catalog now = catalog.get();
        Resolution resolved = now.resolve(id);
        allowed.check(resolved.model());
        ModelCard card = resolved.card()
                .orElseThrow(() -> new FailureException(new PoeRefusal.ModelNotFound(id, now.closest(id, allowed))));
        send(exchange, now, now.json(card));
    }

    private static void send(Exchange exchange, Catalog now, byte[] json) throws IOException {
        if (now.source() == Catalog.Source.BUNDLED) {
            exchange.header(WARNING, BUNDLED);
        }
        exchange.sendJson(200, json);
    }
}
