package poegateway.dialect.bot.codec;

import java.util.List;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.Tool;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the tools of a query. The protocol demands a description and a schema of an object with properties. */
final class QueryToolWriter {
    private static final JsonSlice NO_PARAMETERS = JsonSlice.of("{\"type\":\"object\",\"properties\":{}}");

    private final JsonWriter json;
    private final Dropped dropped;

    QueryToolWriter(JsonWriter json, Dropped dropped) {
        this.json = json;
        this.dropped = dropped;
    }

    void tools(List<Tool> tools) {
        json.name("tools").beginArray();
        tools.forEach(this::tool);
        json.endArray();
    }

    private void tool(Tool tool) {
        switch (tool) {
            case Tool.Foreign foreign ->
                throw Dropped.refused(
                        "a tool that is no function but " + Dropped.kind(foreign.json()) + " (tools)",
                        QueryWriter.NAME);
            case Tool.Function function -> {
                Map<String, JsonSlice> more = dropped.kept(function.extras(), Dialect.BOT, "tools");
                json.beginObject()
                        .name("type")
                        .word("function")
                        .name("function")
                        .beginObject();
                json.name("name").value(function.name());
                json.name("description").value(function.description().orElse(JsonText.EMPTY));
                json.name("parameters");
                parameters(function.parameters().orElse(NO_PARAMETERS));
                OwnMembers.inside(more, json);
                json.endObject();
                OwnMembers.beside(more, json);
                json.endObject();
            }
        }
    }

    private void parameters(JsonSlice schema) {
        Map<String, JsonSlice> members = JsonMembers.of(schema);
        if (members.containsKey("type") && members.containsKey("properties")) {
            json.value(schema);
            return;
        }
        members.putIfAbsent("type", JsonSlice.of("\"object\""));
        members.putIfAbsent("properties", JsonSlice.of("{}"));
        json.beginObject();
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }
}
