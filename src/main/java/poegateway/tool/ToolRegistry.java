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

/** Tools by their names, as far as a caller may use them: those that are there from the start, and those that are registered later. */
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
        return caller.tools().allows(name)
                ? Optional.ofNullable(tools.get(name)).or(() -> registered.find(name))
                : Optional.empty();
    }

    /** All that a caller may use. */
    public List<GatewayTool> all(Caller caller) {
        List<GatewayTool> all = new ArrayList<>(tools.values());
        all.addAll(registered.all());
        all.removeIf(tool -> !caller.tools().allows(tool.name()));
        return all;
    }

    /** Those that are registered while the gateway runs. */
    public ToolRegistrations registered() {
        return registered;
    }
}
