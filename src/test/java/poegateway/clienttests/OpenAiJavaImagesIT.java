package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.images.Image;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import poegateway.fetch.MediaFormat;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.script.Scripts;

/** OpenAI's Java SDK asks for pictures, with nothing but the base URL changed. */
class OpenAiJavaImagesIT {
    @GatewayTest(transport = Transport.H1)
    void picturesComeWithAddressBytesAndUsage(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            ImagesResponse answer = sdk.client()
                    .images()
                    .generate(cat().n(2)
                            .size(ImageGenerateParams.Size._1024X1536)
                            .quality(ImageGenerateParams.Quality.HIGH)
                            .build());
            answer.validate();
            List<Image> pictures = answer.data().orElseThrow();
            assertEquals(2, pictures.size());
            pictures.forEach(picture -> {
                assertTrue(picture.url().orElseThrow().contains("/base/image/"));
                assertPng(picture);
            });
            assertTrue(answer.usage().orElseThrow().totalTokens() > 0);
            assertEquals(ImagesResponse.OutputFormat.PNG, answer.outputFormat().orElseThrow());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void oneFormComesWhereOneIsAskedFor(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            Image url = only(sdk, "url");
            assertTrue(url.url().isPresent() && url.b64Json().isEmpty());
            Image bytes = only(sdk, "b64_json");
            assertEquals(Optional.empty(), bytes.url());
            assertPng(bytes);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aStreamEndsInThePicture(Rig rig) {
        try (OpenAiJava sdk = sdk(rig);
                StreamResponse<ImageGenStreamEvent> answer =
                        sdk.client().images().generateStreaming(cat().build())) {
            List<ImageGenStreamEvent> events = answer.stream().toList();
            assertEquals(1, events.size());
            assertPng(events.getFirst().asGenerationCompleted().b64Json());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aPictureIsChanged(Rig rig) {
        try (OpenAiJava sdk = sdk(rig)) {
            ImagesResponse answer = sdk.client()
                    .images()
                    .edit(ImageEditParams.builder()
                            .model("gpt-image-1.5")
                            .prompt("with a hat")
                            .image(MultipartField.<ImageEditParams.Image>builder()
                                    .value(ImageEditParams.Image.ofInputStream(picture()))
                                    .filename("cat.png")
                                    .contentType("image/png")
                                    .build())
                            .build());
            assertPng(answer.data().orElseThrow().getFirst());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void wordsInPlaceOfAPictureAreABadRequest(Rig rig) {
        rig.poe()
                .enqueue(
                        "/v1/chat/completions",
                        Scripts.json(
                                200,
                                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
                                        + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Which cat?\"},"
                                        + "\"finish_reason\":\"stop\"}]}"));
        try (OpenAiJava sdk = sdk(rig)) {
            BadRequestException refused = assertThrows(
                    BadRequestException.class, () -> sdk.client().images().generate(cat().build()));
            assertEquals("image_generation_failed", refused.code().orElseThrow());
            assertTrue(String.valueOf(refused.getMessage()).contains("Which cat?"), refused::getMessage);
        }
    }

    private static Image only(OpenAiJava sdk, String form) {
        return sdk.client()
                .images()
                .generate(cat().putAdditionalBodyProperty("response_format", JsonValue.from(form))
                        .build())
                .data()
                .orElseThrow()
                .getFirst();
    }

    private static ImageGenerateParams.Builder cat() {
        return ImageGenerateParams.builder().model("gpt-image-1.5").prompt("a cat");
    }

    private static InputStream picture() {
        return new ByteArrayInputStream(SamplePicture.png("a cat"));
    }

    private static void assertPng(Image picture) {
        assertPng(picture.b64Json().orElseThrow());
    }

    private static void assertPng(String base64) {
        assertEquals(
                MediaFormat.PNG,
                MediaFormat.of(Base64.getDecoder().decode(base64)).orElseThrow());
    }

    private static OpenAiJava sdk(Rig rig) {
        return new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0);
    }
}
