package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import poegateway.mcp.message.McpJson;

/** The files by which directories of servers know this one. */
class ServerFilesTest {
    private static final Pattern VERSION = Pattern.compile("<artifactId>poe-gateway</artifactId>\\s*<version>(.*?)<");

    private static JsonNode file(String name) throws IOException {
        return McpJson.read(Files.readString(Path.of(name))).orElseThrow();
    }

    @Test
    void theRegistrysFileIsAsItsSchemaWantsItAndOfThisVersion() throws IOException {
        JsonNode server = file("server.json");
        assertEquals(
                "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
                server.path("$schema").asText());
        assertTrue(server.path("name").asText().matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+"));
        assertTrue(server.path("name").asText().endsWith("/poe-gateway"));
        int described = server.path("description").asText().length();
        assertTrue(described > 0 && described <= 100, described + " characters");
        Matcher pom = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(pom.find());
        assertEquals(
                pom.group(1).replace("-SNAPSHOT", ""), server.path("version").asText());
        JsonNode remote = server.at("/remotes/0");
        assertEquals("streamable-http", remote.path("type").asText());
        assertEquals("http://{address}/mcp", remote.path("url").asText());
        assertTrue(remote.at("/variables/address").isObject());
        assertEquals("127.0.0.1:8642", remote.at("/variables/address/default").asText());
    }

    @Test
    void glamasFileNamesNobodyWhoIsNotKnown() throws IOException {
        JsonNode glama = file("glama.json");
        assertEquals(
                "https://glama.ai/mcp/schemas/server.json",
                glama.path("$schema").asText());
        assertTrue(glama.path("maintainers").isArray());
        assertEquals(2, glama.size());
    }
}
