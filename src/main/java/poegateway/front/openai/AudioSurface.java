package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.media.audio.Speech;
import poegateway.media.audio.SpeechRequest;
import poegateway.media.audio.SpeechRequestReader;
import poegateway.media.audio.TranscriptRequest;
import poegateway.media.audio.TranscriptRequestReader;
import poegateway.media.audio.Transcripts;
import poegateway.relay.Answer;

/** {@code /v1/audio}: speech, and what was said, as OpenAI's clients ask for them, by whichever model of Poe's speaks or hears. */
public final class AudioSurface {
    private final Speech speech;
    private final Transcripts transcripts;

    private AudioSurface(Speech speech, Transcripts transcripts) {
        this.speech = speech;
        this.transcripts = transcripts;
    }

    /** The surface; {@code speech} has models speak, and {@code transcripts} has them listen. */
    public static Surface of(Speech speech, Transcripts transcripts) {
        AudioSurface surface = new AudioSurface(speech, transcripts);
        return new Surface(
                        new OpenAiErrors(),
                        List.of(
                                new Route("POST", "/v1/audio/speech", surface::speak),
                                new Route(
                                        "POST",
                                        "/v1/audio/transcriptions",
                                        exchange -> surface.listen(exchange, false)),
                                new Route(
                                        "POST", "/v1/audio/translations", exchange -> surface.listen(exchange, true))))
                .tellingAttempts();
    }

    private void speak(Exchange exchange) throws IOException {
        Wishes wishes = exchange.request().wishes();
        SpeechRequest asked = SpeechRequestReader.read(exchange.request().jsonBody());
        answer(exchange, asked.events(), () -> speech.make(MediaRequest.of(exchange, wishes), asked, exchange.span()));
    }

    private void listen(Exchange exchange, boolean english) throws IOException {
        Wishes wishes = exchange.request().wishes();
        if (!exchange.request().isForm()) {
            throw new FailureException(new ClientFailure.InvalidRequest(
                    "invalid_multipart",
                    "The body must be multipart/form-data, with the sound as 'file'. Let an HTTP library build it.",
                    null));
        }
        TranscriptRequest asked =
                TranscriptRequestReader.form(exchange.request().form(), english);
        answer(
                exchange,
                asked.form() == TranscriptRequest.Form.EVENTS,
                () -> transcripts.make(MediaRequest.of(exchange, wishes), asked, exchange.span()));
    }

    private static void answer(Exchange exchange, boolean stream, Supplier<Answer> made) throws IOException {
        exchange.watchCaller();
        if (stream) {
            exchange.expectStream();
        }
        try (Answer answer = made(exchange, made)) {
            exchange.send(answer);
        }
    }

    private static Answer made(Exchange exchange, Supplier<Answer> made) {
        try {
            return made.get();
        } finally {
            exchange.rateHeaders();
        }
    }
}
