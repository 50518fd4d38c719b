package poegateway.mcp.tools.custom;

import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolException;

/** A tool for callers whose key has the scope {@code admin}; others are not shown it. */
record AdminTool(PlainTool tool) implements McpTool {
    AdminTool(Declaration declaration, PlainTool.Work work) {
        this(new PlainTool(declaration, work));
    }

    @Override
    public Declaration declaration() {
        return tool.declaration();
    }

    @Override
    public boolean isShownTo(Caller caller) {
        return caller.scopes().contains(Scope.ADMIN);
    }

    @Override
    public ToolAnswer call(McpCall call) {
        if (!isShownTo(call.origin().caller())) {
            throw new ToolException("This needs a key with the scope admin; the operator of the gateway gives it.");
        }
        return tool.call(call);
    }
}
