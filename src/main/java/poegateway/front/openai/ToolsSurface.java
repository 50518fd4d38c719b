package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.request.JsonRequest;
import poegateway.front.Exchange;
import poegateway.front.PublicJson;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.relay.tool.GatewayTool;
import poegateway.tool.ToolRegistry;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;
import poegateway.wire.json.ObjectReader;

/** {@code /v1/tools}: the tools that the gateway runs for models, and those that are registered while it runs. */
public final class ToolsSurface {
    private static final String TOOLS = "/v1/tools";

    private final ToolRegistry tools;
    private final PublicJson answers = new PublicJson();

    private ToolsSurface(ToolRegistry tools) {
        this.tools = tools;
    }

    /** The surface of these tools. */
    public static Surface of(ToolRegistry tools) {
        ToolsSurface surface = new ToolsSurface(tools);
        return new Surface(
                new OpenAiErrors(),
                List.of(
                        new Route("GET", TOOLS, surface::list),
                        new Route("POST", TOOLS, Route.Access.ADMIN, surface::register),
                        new Route("DELETE", TOOLS + "/{name}", Route.Access.ADMIN, surface::remove)));
    }

    private void list(Exchange exchange) throws IOException {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").word("list").name("data").beginArray();
        tools.all(exchange.caller()).forEach(tool -> write(tool, json));
        answers.send(exchange, json.endArray().endObject().written().toByteArray());
    }

    private void register(Exchange exchange) throws IOException {
        JsonSlice definition = whole(exchange.request().jsonBody());
        JsonWriter json = new JsonWriter();
        write(tools.registered().register(exchange.caller(), definition), json);
        send(exchange, json);
    }

    private void remove(Exchange exchange) throws IOException {
        String name = exchange.request().pathParameter("name");
        tools.registered().remove(exchange.caller(), name);
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").word("tool").name("name").value(name);
        send(exchange, json.name("deleted").value(true).endObject());
    }

    private static JsonSlice whole(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            int from = cursor.start();
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            boolean more = true;
            while (more) {
                more = walk.next() != null;
            }
            JsonSlice object = new JsonSlice(cursor.source(), from, cursor.start() + 1);
            return () -> object;
        });
    }

    private void write(GatewayTool tool, JsonWriter json) {
        json.beginObject().name("object").word("tool").name("name").value(tool.name());
        json.name("description").value(tool.description());
        json.name("parameters").value(tool.parameters());
        boolean registered = tools.registered().find(tool.name()).isPresent();
        json.name("registered").value(registered).endObject();
    }

    private static void send(Exchange exchange, JsonWriter json) throws IOException {
        exchange.sendJson(200, json.written().toByteArray());
    }
}
