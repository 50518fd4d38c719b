package poegateway.front.mcp;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.front.IncomingRequest;
import poegateway.mcp.feature.ToolFilter;

/** Which tools a client wants to see, by headers, or by the query where its settings have room for an address alone. */
final class ToolChoiceHeaders {
    private ToolChoiceHeaders() {}

    /** {@code standard} counts for what is not said. */
    static ToolFilter of(IncomingRequest request, ToolFilter standard) {
        Set<String> toolsets = words(request, "x-mcp-toolsets", "toolsets");
        Set<String> names = words(request, "x-mcp-tools", "tools");
        boolean readOnly = words(request, "x-mcp-readonly", "readonly").contains("true");
        Set<String> shown = toolsets.isEmpty() && names.isEmpty() ? standard.toolsets() : toolsets;
        return new ToolFilter(shown, names, readOnly || standard.readOnly());
    }

    private static Set<String> words(IncomingRequest request, String header, String parameter) {
        String given = request.header(header)
                .or(() -> request.queryParameter(parameter))
                .orElse("");
        return Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
