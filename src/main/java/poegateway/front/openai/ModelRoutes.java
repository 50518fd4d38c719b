package poegateway.front.openai;

import java.io.IOException;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.UpstreamFailure;
import poegateway.front.Exchange;
import poegateway.relay.ModelList;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: Poe's list, its extra fields kept. */
final class ModelRoutes {
    private final ModelList models;

    ModelRoutes(ModelList models) {
        this.models = models;
    }

    void all(Exchange exchange) throws IOException {
        exchange.watchCaller();
        exchange.sendJson(200, models.json(exchange.span(), exchange.cancellation()));
    }

    void one(Exchange exchange) throws IOException {
        exchange.watchCaller();
        String id = exchange.pathParameter("id");
        exchange.sendJson(
                200,
                models.model(id, exchange.span(), exchange.cancellation())
                        .orElseThrow(() -> new FailureException(unknown(id))));
    }

    private UpstreamFailure unknown(String id) {
        return new PoeRefusal.ModelNotFound(id, models.closest(id));
    }
}
