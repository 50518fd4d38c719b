package poegateway.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.config.GatewayConfig;
import poegateway.config.tools.ToolsConfig;
import poegateway.core.failure.FailureException;
import poegateway.core.text.Secret;
import poegateway.fetch.ToolClient;
import poegateway.logging.LogSecrets;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.OfferedTool;
import poegateway.relay.tool.ToolLimits;
import poegateway.tool.Calculator;
import poegateway.tool.CurrentTime;
import poegateway.tool.PageReader;
import poegateway.tool.RegisteredTools;
import poegateway.tool.ToolRegistry;
import poegateway.tool.Webhook;
import poegateway.upstream.ForwardProxy;
import poegateway.upstream.TrustedAuthorities;

/** Makes the tools that the gateway runs. */
final class ToolParts {
    private ToolParts() {}

    static ToolRegistry registry(GatewayConfig all, InstantSource clock) {
        ToolsConfig config = all.tools();
        ToolClient client = new ToolClient(
                all.poe().caFile().map(TrustedAuthorities::systemAnd),
                link -> ForwardProxy.of(all.poe(), link),
                InetAddress::getAllByName);
        List<GatewayTool> tools = new ArrayList<>();
        tools.add(new Calculator());
        tools.add(new CurrentTime(clock));
        if (!config.fetch().hosts().isEmpty()) {
            tools.add(new PageReader(config.fetch().hosts(), client));
        }
        config.webhooks().forEach(webhook -> tools.add(Webhook.of(webhook, client)));
        tools.forEach(ToolParts::check); // a schema that cannot be checked is told at the start
        LogSecrets.know(secrets(config));
        Set<String> taken = tools.stream().map(GatewayTool::name).collect(Collectors.toSet());
        return new ToolRegistry(tools, RegisteredTools.of(config.registration(), all.toolFile(), client, taken));
    }

    private static List<Secret> secrets(ToolsConfig config) {
        List<Secret> secrets = new ArrayList<>();
        config.webhooks().forEach(webhook -> webhook.key().ifPresent(secrets::add));
        config.registration().secrets().forEach(secret -> secrets.add(secret.value()));
        return secrets;
    }

    private static void check(GatewayTool tool) {
        try {
            var unused = new OfferedTool(tool);
        } catch (FailureException unfit) {
            throw new IllegalArgumentException(
                    "tools: the parameters of '" + tool.name() + "' are not a JSON Schema that can be checked here",
                    unfit);
        }
    }

    static ToolLimits limits(ToolsConfig config) {
        return new ToolLimits(
                config.rounds(),
                config.callsAtOnce(),
                config.timeout(),
                config.resultLimit().bytes());
    }
}
