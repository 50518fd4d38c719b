package poegateway.tool;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.fetch.AllowedHosts;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolUse;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Reads pages of hosts that the operator allows, and of no others: by https, at addresses of the public internet. */
public final class PageReader implements GatewayTool {
    private static final JsonSlice PARAMETERS =
            JsonSlice.of("{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\",\"maxLength\":2000}},"
                    + "\"required\":[\"url\"],\"additionalProperties\":false}");

    private final AllowedHosts hosts;
    private final ToolClient client;

    /** @param hosts names; {@code *.} stands for all names below */
    public PageReader(List<String> hosts, ToolClient client) {
        this.hosts = new AllowedHosts(hosts, Optional.empty());
        this.client = client;
    }

    @Override
    public String name() {
        return "fetch";
    }

    @Override
    public String description() {
        return "Reads a page of the web as text, by https. These hosts alone: " + String.join(", ", hosts.names())
                + ".";
    }

    @Override
    public JsonSlice parameters() {
        return PARAMETERS;
    }

    @Override
    public String run(JsonSlice arguments, ToolUse use) throws IOException {
        String url = JsonMembers.of(arguments)
                .getOrDefault("url", JsonSlice.NULL)
                .text()
                .decoded();
        URI at;
        try {
            at = URI.create(url);
        } catch (IllegalArgumentException none) {
            throw new IOException("this is not an address", none);
        }
        if (!hosts.allow(at)) {
            throw new IOException("that host is not allowed; these are, by https: " + String.join(", ", hosts.names()));
        }
        return client.ask(
                new ToolClient.Question("GET", at, Optional.empty(), Map.of(), false),
                use.resultBytes(),
                use.cancellation());
    }
}
