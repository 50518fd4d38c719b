package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.rig.Program;
import poegateway.rig.Reply;

/** A gateway that was killed, and started anew in the same folder. */
@Timeout(300)
class KilledGatewayIT {
    private static final OkHttpClient CALLER = new OkHttpClient();

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatWasLostIsToldAsLostAndNothingOfItIsLeftOnDisk() throws IOException, InterruptedException {
        String video;
        String file;
        try (Program killed = started()) {
            URI at = killed.awaitReady();
            RequestBody asked = RequestBody.create(
                    "{\"model\":\"sora-2\",\"prompt\":\"a cat\"}", MediaType.get("application/json"));
            video = "/v1/videos/" + id(at, "/v1/videos", asked);
            file = "/v1/files/"
                    + id(
                            at,
                            "/v1/files",
                            new MultipartBody.Builder()
                                    .setType(MultipartBody.FORM)
                                    .addFormDataPart("purpose", "user_data")
                                    .addFormDataPart("file", "a.txt", RequestBody.create(new byte[100_000]))
                                    .build());
            assertEquals(200, get(at, video).status());
            assertEquals(1, files());
        } // by SIGKILL
        try (Program anew = started()) {
            URI at = anew.awaitReady();
            for (String lost : List.of(video, video + "/content", file, file + "/content")) {
                Reply reply = get(at, lost);
                assertEquals(404, reply.status(), reply::body);
                assertTrue(reply.errorMessage().contains("is gone"), reply::body);
                assertTrue(reply.errorMessage().contains("before this gateway started"), reply::body);
                assertTrue(reply.errorMessage().contains("survive a restart"), reply::body);
            }
            Reply never = get(at, "/v1/videos/video_never");
            assertTrue(never.errorMessage().contains("not found"), never::body);
            assertEquals(0, files());
        }
    }

    private Program started() throws IOException {
        return Program.start(folder, List.of(), "--port", "0", "--vault.folder=" + folder.resolve("vault"));
    }

    private static String id(URI at, String path, RequestBody body) throws IOException {
        Reply reply = read(new Request.Builder().url(at + path).post(body).build());
        assertEquals(200, reply.status(), reply::body);
        return reply.json().path("id").asText();
    }

    private static Reply get(URI at, String path) throws IOException {
        return read(new Request.Builder().url(at + path).build());
    }

    private static Reply read(Request request) throws IOException {
        try (var response = CALLER.newCall(request).execute()) {
            return Reply.of(response);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("vault"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("file-"))
                    .count();
        }
    }
}
