package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Files that stand at an address. */
class UploadsIT {
    private static String upload(String name, String url) {
        return "{\"name\":\"" + name + "\",\"url\":\"" + url + "\"}";
    }

    private static String picture(McpClient client) {
        return client.tool("generate_image", "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"inline\":false}")
                .at("/structuredContent/media/0/url")
                .asText();
    }

    @GatewayTest(transport = Transport.H1)
    void whatAModelMadeIsKeptByItsAddress(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode kept =
                client.tool("upload_file", upload("cat.png", picture(client))).path("structuredContent");
        assertEquals("image/png", kept.path("mime_type").asText(), kept::toString);
        assertEquals("cat.png", kept.path("name").asText());
        assertTrue(kept.path("bytes").asLong() > 0, kept::toString);
        JsonNode changed = client.tool(
                "generate_image",
                "{\"model\":\"gpt-image-1\",\"prompt\":\"a dog\",\"images\":[\""
                        + kept.path("file_id").asText() + "\"]}");
        assertTrue(changed.at("/structuredContent/media/0/url").asText().startsWith("http"), changed::toString);
    }

    @GatewayTest(transport = Transport.H1)
    void noOtherHostIsAskedForACaller(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        for (String url : List.of(
                "https://example.com/cat.png",
                "http://169.254.169.254/latest/meta-data/cat.png",
                "http://pfst.cf2.poecdn.net/base/image/cat.png",
                "https://user@pfst.cf2.poecdn.net/cat.png",
                "file:///etc/passwd",
                "/etc/passwd",
                rig.gateway().url() + "/metrics")) {
            JsonNode refused = client.tool("upload_file", upload("cat.png", url));
            assertTrue(refused.path("isError").asBoolean(), url);
            assertTrue(refused.at("/content/0/text").asText().contains("media.hosts"), refused::toString);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatStandsThereMustBeWhatItIsCalled(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        String picture = picture(client);
        assertTrue(refusal(client, upload("cat.pdf", picture)).contains("only pictures, sound and video"));
        assertTrue(refusal(client, upload("cat.mp3", picture)).startsWith("What stands at 'url' was not kept"));
        String none = rig.poe().baseUri() + "/base/image/none";
        assertTrue(refusal(client, upload("cat.png", none)).contains("status 404"));
        assertTrue(refusal(client, "{\"name\":\"cat.png\"}").contains("'data' is missing"));
    }

    @GatewayTest(transport = Transport.H1)
    void aVideoIsNotChangedAndThatIsSaidBeforeItIsPaid(Rig rig) {
        JsonNode refused = McpClient.stateless(rig)
                .tool("generate_video", "{\"model\":\"sora-2\",\"prompt\":\"a cat\",\"remix_of\":\"video_1\"}");
        assertTrue(refused.at("/content/0/text").asText().startsWith("'remix_of' is not served"), refused::toString);
        assertEquals(0, rig.poe().arrivals("/v1/chat/completions"));
    }

    private static String refusal(McpClient client, String arguments) {
        JsonNode refused = client.tool("upload_file", arguments);
        assertTrue(refused.path("isError").asBoolean(), refused::toString);
        return refused.at("/content/0/text").asText();
    }
}
