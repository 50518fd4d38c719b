package poegateway.tool;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import poegateway.config.ToolsConfig.WebhookConfig;
import poegateway.core.text.Secret;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolUse;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonWriter;

/** A tool of the operator's: its arguments are posted to an address, as JSON, and what comes back is the result. */
public final class Webhook implements GatewayTool {
    private final WebhookConfig config;
    private final ToolClient client;
    private final URI at;
    private final JsonSlice parameters;
    private final Map<String, String> headers;

    public Webhook(WebhookConfig config, ToolClient client) {
        this.config = config;
        this.client = client;
        this.at = URI.create(config.url());
        this.parameters = JsonSlice.of(config.parameters().strip());
        this.headers = config.key()
                .map(Secret::reveal)
                .map(secret -> Map.of("authorization", "Bearer " + secret))
                .orElse(Map.of());
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public String description() {
        return config.description();
    }

    @Override
    public JsonSlice parameters() {
        return parameters;
    }

    @Override
    public String run(JsonSlice arguments, ToolUse use) throws IOException {
        byte[] json = new JsonWriter().value(arguments).written().toByteArray();
        return client.ask(
                new ToolClient.Question(at, Optional.of(json), headers, config.inside()),
                use.resultBytes(),
                use.cancellation());
    }
}
