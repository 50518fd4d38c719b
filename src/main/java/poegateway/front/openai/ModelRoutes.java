package poegateway.front.openai;

import java.io.IOException;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.UpstreamFailure;
import poegateway.front.Exchange;
import poegateway.relay.ModelList;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: Poe's list, its extra fields kept. */
final class ModelRoutes {
    private static final int NAME_CHARS_MAX = 100;

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
                        .orElseThrow(() -> new FailureException(unknown(id, exchange))));
    }

    private UpstreamFailure unknown(String id, Exchange exchange) {
        String shown = id.substring(0, Math.min(id.length(), NAME_CHARS_MAX));
        return new PoeRefusal.ModelNotFound(shown, models.closest(shown, exchange.span(), exchange.cancellation()));
    }
}
