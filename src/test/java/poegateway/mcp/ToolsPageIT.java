package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What the page of the tools says of toolsets. */
class ToolsPageIT {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\| (`.*) \\|\\n");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`(?=,|;| \\||$)");

    @GatewayTest(transport = Transport.H1)
    void thePageHasTheToolsOfEachToolset(Rig rig) throws IOException {
        String page = Files.readString(Path.of("docs/mcp-tools.md"));
        Map<String, Set<String>> told = new TreeMap<>();
        Matcher row = ROW.matcher(page.substring(0, page.indexOf("| choice |")));
        while (row.find()) {
            Set<String> names = new TreeSet<>();
            NAME.matcher(row.group(2)).results().forEach(name -> names.add(name.group(1)));
            told.put(row.group(1), names);
        }
        Map<String, Set<String>> offered = new TreeMap<>();
        for (String toolset : told.keySet()) {
            Set<String> names = new TreeSet<>();
            McpClient.stateless(rig, "x-mcp-toolsets", toolset)
                    .ask("tools/list", "{}")
                    .path("tools")
                    .forEach(tool -> names.add(tool.path("name").asText()));
            offered.put(toolset, names);
        }
        assertEquals(offered, told);
        int all = McpClient.stateless(rig, "x-mcp-toolsets", "all")
                .ask("tools/list", "{}")
                .path("tools")
                .size();
        assertEquals(all, told.values().stream().mapToInt(Set::size).sum());
    }
}
