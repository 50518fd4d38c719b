package poegateway.tool;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import poegateway.config.tools.WebhookConfig;
import poegateway.core.text.Secret;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolUse;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;

/** A tool that is asked over HTTP: what comes back is the result. */
public final class Webhook implements GatewayTool {
    private final WebhookDefinition definition;
    private final ToolClient client;
    private final Map<String, String> headers;
    private final boolean inside;

    /**
     * Makes one.
     *
     * @param headers with its secret
     * @param inside whether it may be at an address that is not of the public internet
     */
    Webhook(WebhookDefinition definition, ToolClient client, Map<String, String> headers, boolean inside) {
        this.definition = definition;
        this.client = client;
        this.headers = Map.copyOf(headers);
        this.inside = inside;
    }

    /**
     * One of the operator's.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static Webhook of(WebhookConfig config, ToolClient client) {
        try {
            Map<String, String> headers = header(config.key(), config.keyHeader());
            return new Webhook(WebhookDefinition.of(config), client, headers, config.inside());
        } catch (UnfitToolException unfit) {
            throw new IllegalArgumentException(
                    "tools.webhooks: of '" + config.name() + "', " + unfit.getMessage(), unfit);
        }
    }

    /** A secret as it is sent; in the header {@code authorization} where no other is named. */
    static Map<String, String> header(Optional<Secret> secret, Optional<String> name) {
        return secret.map(Secret::reveal)
                .map(value ->
                        name.map(own -> Map.of(own, value)).orElseGet(() -> Map.of("authorization", "Bearer " + value)))
                .orElse(Map.of());
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public String description() {
        return definition.description();
    }

    @Override
    public JsonSlice parameters() {
        return definition.parameters();
    }

    @Override
    public String run(JsonSlice arguments, ToolUse use) throws IOException {
        TemplateArguments given = TemplateArguments.of(arguments);
        return client.ask(
                new ToolClient.Question(
                        definition.method().name(),
                        definition.url().with(given),
                        body(arguments, given),
                        headers,
                        inside),
                use.resultBytes(),
                use.cancellation());
    }

    private Optional<byte[]> body(JsonSlice arguments, TemplateArguments given) {
        if (!definition.sends()) {
            return Optional.empty();
        }
        return definition
                .body()
                .map(template -> template.with(given))
                .or(() ->
                        Optional.of(new JsonWriter().value(arguments).written().toByteArray()));
    }
}
