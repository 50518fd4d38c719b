package poegateway.front.openai;

import java.io.IOException;
import poegateway.core.AllowedModels;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.UpstreamFailure;
import poegateway.front.Exchange;
import poegateway.relay.ModelList;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: Poe's list, as far as the caller may use it. */
final class ModelRoutes {
    private final ModelList models;

    ModelRoutes(ModelList models) {
        this.models = models;
    }

    void all(Exchange exchange) throws IOException {
        exchange.watchCaller();
        AllowedModels allowed = exchange.caller().models();
        exchange.sendJson(200, models.json(allowed, exchange.timeline()));
    }

    void one(Exchange exchange) throws IOException {
        exchange.watchCaller();
        String id = exchange.request().pathParameter("id");
        AllowedModels allowed = exchange.caller().models();
        allowed.check(id);
        exchange.sendJson(
                200,
                models.model(id, exchange.timeline()).orElseThrow(() -> new FailureException(unknown(id, allowed))));
    }

    private UpstreamFailure unknown(String id, AllowedModels allowed) {
        return new PoeRefusal.ModelNotFound(id, models.closest(id, allowed));
    }
}
