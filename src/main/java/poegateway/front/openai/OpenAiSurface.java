package poegateway.front.openai;

import java.util.List;
import poegateway.dialect.WireFormat;
import poegateway.dialect.completions.CompletionsFormat;
import poegateway.front.ExplainRoute;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.SessionDoor;
import poegateway.front.Surface;
import poegateway.relay.Relay;

/** What clients of OpenAI find here. */
public final class OpenAiSurface {
    private OpenAiSurface() {}

    /**
     * The surface.
     *
     * @param chat the format of chat completions
     * @param sessions of which a chat may be a turn
     */
    public static Surface of(Relay relay, WireFormat chat, SessionDoor sessions) {
        WireFormat completions = new CompletionsFormat();
        ModelRoutes models = new ModelRoutes(relay.catalog());
        return new Surface(
                chat.errors(),
                List.of(
                        new Route(
                                "POST",
                                "/v1/chat/completions",
                                new RelayRoute(relay, chat, new ResponsesShape(chat)).within(sessions)),
                        new Route("POST", "/v1/completions", new RelayRoute(relay, completions)),
                        new Route("POST", "/v1/explain/chat", new ExplainRoute(relay, chat).within(sessions)),
                        new Route("POST", "/v1/explain/completions", new ExplainRoute(relay, completions)),
                        new Route("GET", "/v1/models", models::all),
                        new Route("GET", "/v1/models/<id>", models::one)));
    }
}
