package poegateway.front.bot;

import java.util.List;
import poegateway.dialect.WireFormat;
import poegateway.front.ExplainRoute;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.relay.Relay;

/** What clients of Poe's bot protocol find here: every model by its name. */
public final class BotSurface {
    private BotSurface() {}

    /**
     * The surface.
     *
     * @param bot the format of the bot protocol
     */
    public static Surface of(Relay relay, WireFormat bot) {
        return new Surface(
                bot.errors(),
                List.of(
                        new Route("POST", "/bot/{model}", new RelayRoute(relay, bot, new BotReports())),
                        new Route("POST", "/v1/explain/bot/{model}", new ExplainRoute(relay, bot))));
    }
}
