package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import poegateway.fetch.MediaFormat;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** OpenAI's Java SDK asks for speech and hears it again, with nothing but the base URL changed. */
class OpenAiJavaAudioIT {
    @GatewayTest(transport = Transport.H1)
    void speechComesAsBytesWhichCanBeHeardAgain(Rig rig) throws IOException {
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0)) {
            byte[] sound = spoken(sdk);
            assertEquals(MediaFormat.MP3, MediaFormat.of(sound).orElseThrow());
            TranscriptionCreateResponse heard = sdk.client()
                    .audio()
                    .transcriptions()
                    .create(TranscriptionCreateParams.builder()
                            .model("whisper-v3-large-t")
                            .file(MultipartField.<InputStream>builder()
                                    .value(new ByteArrayInputStream(sound))
                                    .filename("speech.mp3")
                                    .build())
                            .build());
            String text = heard.asTranscription().text();
            assertTrue(text.contains("transcript of speech.mp3"), text);
        }
    }

    private static byte[] spoken(OpenAiJava sdk) throws IOException {
        SpeechCreateParams asked = SpeechCreateParams.builder()
                .model("sonic-3.0")
                .voice("tessa")
                .input("Good morning")
                .build();
        try (HttpResponse response = sdk.client().audio().speech().create(asked)) {
            assertEquals("audio/mpeg", response.headers().values("content-type").getFirst());
            return response.body().readAllBytes();
        }
    }
}
