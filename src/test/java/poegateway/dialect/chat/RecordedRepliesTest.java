package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs all recorded replies of Poe, when {@code -Dpoe.recordings=DIR} names a folder with them; else nothing. */
class RecordedRepliesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyRecordedReplyLeavesValidAndWithTheSameContent() throws IOException {
        String folder = System.getProperty("poe.recordings", "");
        if (folder.isEmpty()) {
            return Stream.empty();
        }
        List<Path> recordings;
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            recordings = files.filter(file -> file.getFileName().toString().startsWith("v1-chat-completions-"))
                    .sorted()
                    .toList();
        }
        assertFalse(recordings.isEmpty(), "no recordings in " + folder);
        return recordings.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        JsonNode response = MAPPER.readTree(file.toFile()).path("response");
        if (response.path("status").asInt() != 200) {
            return;
        }
        ObjectNode reply = (ObjectNode) response.get("body");
        for (byte[] body : List.of(
                MAPPER.writeValueAsBytes(reply),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(reply))) {
            byte[] edited = ChatReply.rewrite(body, Samples.ENVELOPE).edits().apply(body);
            assertEquals(List.of(), Schemas.COMPLETION.faults(new String(edited, UTF_8)));
            assertEquals(ReplyRulesOnTrees.apply(reply), MAPPER.readTree(edited));
        }
    }
}
