package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import poegateway.core.Wishes;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.media.audio.Speech;
import poegateway.media.audio.SpeechRequest;
import poegateway.media.audio.SpeechRequestReader;
import poegateway.relay.Answer;

/** {@code /v1/audio}: speech as OpenAI's clients ask for it, made by whichever model of Poe's speaks. */
public final class AudioSurface {
    private final Speech speech;

    private AudioSurface(Speech speech) {
        this.speech = speech;
    }

    /** The surface; {@code speech} has models speak. */
    public static Surface of(Speech speech) {
        AudioSurface surface = new AudioSurface(speech);
        return new Surface(new OpenAiErrors(), List.of(new Route("POST", "/v1/audio/speech", surface::speak)));
    }

    private void speak(Exchange exchange) throws IOException {
        Wishes wishes = exchange.request().wishes();
        SpeechRequest asked = SpeechRequestReader.read(exchange.request().jsonBody());
        exchange.watchCaller();
        if (asked.events()) {
            exchange.expectStream();
        }
        try (Answer answer = spoken(exchange, wishes, asked)) {
            exchange.send(answer);
        }
    }

    private Answer spoken(Exchange exchange, Wishes wishes, SpeechRequest asked) {
        try {
            return speech.make(MediaRequest.of(exchange, wishes), asked, exchange.span());
        } finally {
            exchange.rateHeaders();
        }
    }
}
