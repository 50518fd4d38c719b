package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reply of Poe that lies in a file: the committed shapes always, and all recordings when {@code poe.recordings} names
 * their folder.
 */
record PoeReplyFile(String name, int status, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path COMMITTED = Path.of("src", "test", "resources", "poe");
    private static final String RECORDED_CHAT = "v1-chat-completions-";

    /** Replies of status 200. */
    static List<PoeReplyFile> answers() {
        return all().stream().filter(reply -> reply.status() == 200).toList();
    }

    /** All other replies. */
    static List<PoeReplyFile> refusals() {
        return all().stream().filter(reply -> reply.status() != 200).toList();
    }

    private static List<PoeReplyFile> all() {
        List<PoeReplyFile> all = new ArrayList<>();
        files(COMMITTED.resolve("chat")).forEach(file -> all.add(new PoeReplyFile(nameOf(file), 200, read(file))));
        files(COMMITTED.resolve("errors"))
                .forEach(file -> all.add(new PoeReplyFile(
                        nameOf(file), Integer.parseInt(nameOf(file).substring(0, 3)), read(file))));
        String recordings = System.getProperty("poe.recordings", "");
        if (!recordings.isEmpty()) {
            files(Path.of(recordings)).stream()
                    .filter(file -> nameOf(file).startsWith(RECORDED_CHAT))
                    .forEach(file -> all.add(recorded(file)));
        }
        return all;
    }

    private static PoeReplyFile recorded(Path file) {
        JsonNode response = read(file).path("response");
        return new PoeReplyFile(nameOf(file), response.path("status").asInt(), response.path("body"));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            assertFalse(sorted.isEmpty(), () -> "nothing lies in " + folder);
            return sorted;
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
