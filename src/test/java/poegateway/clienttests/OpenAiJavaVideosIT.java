package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.videos.Video;
import com.openai.models.videos.VideoCreateParams;
import com.openai.models.videos.VideoSeconds;
import com.openai.models.videos.VideoSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import poegateway.fetch.MediaFormat;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.answer.SamplePicture;

/** OpenAI's Java SDK has videos made and keeps files, with nothing but the base URL changed. */
@SuppressWarnings("deprecation") // OpenAI itself makes no videos any more, and Poe does
class OpenAiJavaVideosIT {
    @GatewayTest(transport = Transport.H1)
    void aVideoIsAskedForWaitedForFetchedAndDeleted(Rig rig) throws IOException {
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0)) {
            var videos = sdk.client().videos();
            Video begun = videos.create(VideoCreateParams.builder()
                    .model("sora-2")
                    .prompt("a cat")
                    .seconds(VideoSeconds._8)
                    .size(VideoSize._1280X720)
                    .inputReference(SamplePicture.png("a cat"))
                    .build());
            rig.until(
                    () -> videos.retrieve(begun.id()).status().equals(Video.Status.COMPLETED),
                    () -> videos.retrieve(begun.id()).toString());
            Video done = videos.retrieve(begun.id()).validate();
            assertEquals(100, done.progress());
            assertEquals(VideoSeconds._8, done.seconds());
            assertTrue(
                    videos.list().data().stream().anyMatch(video -> video.id().equals(begun.id())));
            try (HttpResponse film = videos.downloadContent(begun.id())) {
                assertEquals(
                        MediaFormat.MP4,
                        MediaFormat.of(film.body().readAllBytes()).orElseThrow());
            }
            assertTrue(videos.delete(begun.id()).deleted());
            assertThrows(NotFoundException.class, () -> videos.retrieve(begun.id()));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aFileIsKeptReadAndDeleted(Rig rig) throws IOException {
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0)) {
            var files = sdk.client().files();
            FileObject kept = files.create(FileCreateParams.builder()
                    .purpose(FilePurpose.USER_DATA)
                    .file(MultipartField.<InputStream>builder()
                            .value(new ByteArrayInputStream(new byte[] {1, 2, 3}))
                            .filename("three.bin")
                            .build())
                    .build());
            assertEquals(3, kept.bytes());
            assertEquals("three.bin", files.retrieve(kept.id()).filename());
            try (HttpResponse content = files.content(kept.id())) {
                assertArrayEquals(new byte[] {1, 2, 3}, content.body().readAllBytes());
            }
            assertTrue(files.delete(kept.id()).deleted());
            assertThrows(NotFoundException.class, () -> files.retrieve(kept.id()));
        }
    }
}
