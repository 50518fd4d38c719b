package poegateway.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.Caller;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolLookup;
import poegateway.relay.tool.ToolRegistrations;

/** Tools by their names, the same for all callers: those that are there from the start, and those that are registered later. */
public final class ToolRegistry implements ToolLookup {
    private final Map<String, GatewayTool> tools = new LinkedHashMap<>();
    private final ToolRegistrations registered;

    /**
     * Joins them.
     *
     * @param fixed of two with one name the later counts
     * @param registered have other names
     */
    public ToolRegistry(List<? extends GatewayTool> fixed, ToolRegistrations registered) {
        fixed.forEach(tool -> tools.put(tool.name(), tool));
        this.registered = registered;
    }

    @Override
    public Optional<GatewayTool> find(Caller caller, String name) {
        return Optional.ofNullable(tools.get(name)).or(() -> registered.find(name));
    }

    /** All that a caller may use. */
    public List<GatewayTool> all() {
        List<GatewayTool> all = new ArrayList<>(tools.values());
        all.addAll(registered.all());
        return all;
    }

    /** Those that are registered while the gateway runs. */
    public ToolRegistrations registered() {
        return registered;
    }
}
