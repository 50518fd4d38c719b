package poegateway.tool;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.config.tools.RegistrationConfig;
import poegateway.config.tools.ToolSecretConfig;
import poegateway.core.failure.FailureException;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.OfferedTool;

/** What the operator allows of tools that are registered while the gateway runs. Immutable. */
final class RegistrationRules {
    private static final int PORT_HTTPS = 443;
    private static final int PORT_HTTP = 80;

    private final RegistrationConfig config;
    private final ToolClient client;

    RegistrationRules(RegistrationConfig config, ToolClient client) {
        this.config = config;
        this.client = client;
    }

    int most() {
        return config.count();
    }

    /**
     * The tool that was defined.
     *
     * @throws UnfitToolException where it is not allowed, or its schema cannot be checked
     */
    Webhook tool(WebhookDefinition definition) {
        URI origin = definition.url().origin();
        if (!config.inside() && !"https".equals(origin.getScheme())) {
            throw new UnfitToolException("url", "must begin with https://");
        }
        if (!isAmong(config.hosts(), origin)) {
            throw new UnfitToolException(
                    "url", "must be at a host of tools.registration.hosts: " + String.join(", ", config.hosts()));
        }
        Webhook tool = new Webhook(definition, client, headers(definition.secret(), origin), config.inside());
        try {
            var unused = new OfferedTool(tool);
        } catch (FailureException unfit) {
            throw new UnfitToolException("parameters", "must be a JSON Schema that can be checked here");
        }
        return tool;
    }

    /** What a caller sends as the name of a secret may be the secret itself, so it is not repeated. */
    private Map<String, String> headers(Optional<String> name, URI origin) {
        if (name.isEmpty()) {
            return Map.of();
        }
        ToolSecretConfig secret = config.secrets().stream()
                .filter(known -> known.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new UnfitToolException(
                        "secret", "must be the name of one in tools.registration.secrets, and never a secret itself"));
        if (!isAmong(secret.hosts(), origin)) {
            throw new UnfitToolException("secret", "may not be sent to that host");
        }
        return Webhook.header(Optional.of(secret.value()), secret.header());
    }

    private static boolean isAmong(List<String> hosts, URI origin) {
        return hosts.stream().anyMatch(host -> isAt(host, origin));
    }

    private static boolean isAt(String pattern, URI origin) {
        int usual = "https".equals(origin.getScheme()) ? PORT_HTTPS : PORT_HTTP;
        int colon = pattern.lastIndexOf(':');
        boolean hasPort = colon > pattern.lastIndexOf(']');
        int port = hasPort ? Integer.parseInt(pattern.substring(colon + 1)) : usual;
        String name = hasPort ? pattern.substring(0, colon) : pattern;
        String host = origin.getHost().toLowerCase(Locale.ROOT);
        return port == (origin.getPort() < 0 ? usual : origin.getPort())
                && (name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }
}
