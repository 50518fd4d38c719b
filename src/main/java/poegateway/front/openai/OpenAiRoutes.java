package poegateway.front.openai;

import java.util.List;
import poegateway.dialect.chat.ChatFormat;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.relay.Relay;

/** The routes of the OpenAI surface. */
public final class OpenAiRoutes {
    private OpenAiRoutes() {}

    public static List<Route> of(Relay relay) {
        ModelRoutes models = new ModelRoutes(relay.models());
        return List.of(
                new Route("POST", "/v1/chat/completions", new RelayRoute(relay, new ChatFormat())),
                new Route("GET", "/v1/models", models::all),
                new Route("GET", "/v1/models/<id>", models::one));
    }
}
