package poegateway.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.Caller;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolLookup;

/** Tools by their names, the same for all callers. Immutable. */
public final class ToolRegistry implements ToolLookup {
    private final Map<String, GatewayTool> tools = new LinkedHashMap<>();

    /** Of two with one name the later counts. */
    public ToolRegistry(List<? extends GatewayTool> all) {
        all.forEach(tool -> tools.put(tool.name(), tool));
    }

    @Override
    public Optional<GatewayTool> find(Caller caller, String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /** All that a caller may use. */
    public List<GatewayTool> all() {
        return List.copyOf(tools.values());
    }
}
