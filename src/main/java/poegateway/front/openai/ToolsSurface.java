package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.relay.tool.GatewayTool;
import poegateway.tool.ToolRegistry;
import poegateway.wire.JsonWriter;

/** {@code /v1/tools}: the tools that the gateway runs for models. */
public final class ToolsSurface {
    private final ToolRegistry tools;

    private ToolsSurface(ToolRegistry tools) {
        this.tools = tools;
    }

    /** The surface of these tools. */
    public static Surface of(ToolRegistry tools) {
        return new Surface(new OpenAiErrors(), List.of(new Route("GET", "/v1/tools", new ToolsSurface(tools)::list)));
    }

    private void list(Exchange exchange) throws IOException {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").word("list").name("data").beginArray();
        for (GatewayTool tool : tools.all()) {
            json.beginObject().name("object").word("tool").name("name").value(tool.name());
            json.name("description").value(tool.description());
            json.name("parameters").value(tool.parameters()).endObject();
        }
        json.endArray().endObject();
        exchange.sendJson(200, json.written().toByteArray());
    }
}
