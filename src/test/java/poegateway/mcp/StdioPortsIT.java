package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import poegateway.mcp.message.McpJson;
import poegateway.rig.Program;

/** What a gateway over standard input and output has of the network, as the kernel tells. */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class StdioPortsIT {
    private static final String INTRODUCTION =
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}";
    /** Tables of the kernel whose tenth column is the number of a socket. */
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

    private static final int INODE_COLUMN = 9;

    @TempDir
    Path folder = Path.of("");

    private int id;

    @Test
    void withoutAKeyForPoeThereIsNoSocketOfTheNetworkAtAll() throws Exception {
        try (Program program =
                Program.start(folder, List.of(), Map.of("POE_GATEWAY_SIMULATOR_PACE", "0ms"), "mcp", "--stdio")) {
            ask(program, "initialize", INTRODUCTION);
            JsonNode text = call(program, "ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}");
            assertTrue(text.at("/content/0/text").asText().endsWith("You wrote: hello"), text::toString);
            JsonNode picture = call(program, "generate_image", "{\"prompt\":\"a cat\"}");
            assertEquals("image", picture.at("/content/2/type").asText(), picture::toString);
            call(
                    program,
                    "ask_poe",
                    "{\"bot\":\"gpt-4o\",\"prompt\":\"what is it\",\"attachments\":[{\"name\":\"a.txt\","
                            + "\"mime_type\":\"text/plain\",\"data\":\"aGVsbG8=\"}]}");
            assertEquals(Set.of(), sockets(program.pid()));
        }
    }

    private JsonNode call(Program program, String tool, String arguments) throws IOException {
        JsonNode result = ask(program, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
        assertTrue(!result.path("isError").asBoolean(), result::toString);
        return result;
    }

    private JsonNode ask(Program program, String method, String params) throws IOException {
        ObjectNode message =
                McpJson.object().put("jsonrpc", "2.0").put("id", ++id).put("method", method);
        message.set("params", McpJson.object(params));
        program.write(McpJson.text(message));
        String answer = "{" + program.awaitLine("{");
        return McpJson.read(answer)
                .orElseThrow(() -> new AssertionError(answer))
                .path("result");
    }

    /** The process's sockets of TCP and UDP, each as its line in the kernel's table. */
    private static Set<String> sockets(long pid) throws IOException {
        Set<String> open = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            files.map(StdioPortsIT::target).forEach(open::add);
        }
        Set<String> found = new TreeSet<>();
        for (String table : TABLES) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] columns = line.strip().split("\\s+");
                if (open.contains("socket:[" + columns[INODE_COLUMN] + "]")) {
                    found.add(table + " " + line.strip());
                }
            }
        }
        return found;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
