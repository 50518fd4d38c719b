package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.OpenAiErrors;
import poegateway.front.Exchange;
import poegateway.front.IncomingRequest;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.EditRequestReader;
import poegateway.media.image.ImageRequest;
import poegateway.media.image.ImageRequestReader;
import poegateway.media.image.Images;
import poegateway.relay.Answer;

/** {@code /v1/images}: pictures as OpenAI's clients ask for them, made by whichever model of Poe's draws. */
public final class ImagesSurface {
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final int KEY_CHARS_MAX = 255;

    private final Images images;
    private final UploadedFiles files;

    private ImagesSurface(Images images, UploadedFiles files) {
        this.images = images;
        this.files = files;
    }

    /** The surface; {@code images} has pictures made, {@code files} those that are to be changed. */
    public static Surface of(Images images, UploadedFiles files) {
        ImagesSurface surface = new ImagesSurface(images, files);
        return new Surface(
                new OpenAiErrors(),
                List.of(
                        new Route("POST", "/v1/images/generations", surface::generate),
                        new Route("POST", "/v1/images", surface::generate),
                        new Route("POST", "/v1/images/edits", surface::edit)));
    }

    private void generate(Exchange exchange) throws IOException {
        Wishes wishes = exchange.request().wishes();
        answer(
                exchange,
                wishes,
                ImageRequestReader.generation(exchange.request().jsonBody()));
    }

    private void edit(Exchange exchange) throws IOException {
        Wishes wishes = exchange.request().wishes();
        answer(exchange, wishes, edited(exchange));
    }

    private ImageRequest edited(Exchange exchange) throws IOException {
        IncomingRequest request = exchange.request();
        String owner = exchange.caller().id();
        return request.isForm()
                ? EditRequestReader.form(request.form())
                : EditRequestReader.json(request.jsonBody(), (id, place) -> files.field(owner, id, place));
    }

    private void answer(Exchange exchange, Wishes wishes, ImageRequest asked) throws IOException {
        exchange.watchCaller();
        if (asked.stream()) {
            exchange.expectStream();
        }
        try (Answer answer = made(exchange, wishes, asked)) {
            exchange.send(answer);
        }
    }

    private Answer made(Exchange exchange, Wishes wishes, ImageRequest asked) {
        try {
            return images.make(MediaRequest.of(exchange, wishes), asked, key(exchange), exchange.span());
        } finally {
            exchange.rateHeaders();
        }
    }

    private static Optional<String> key(Exchange exchange) {
        Optional<String> key = Optional.ofNullable(
                exchange.request().headers(List.of(IDEMPOTENCY_KEY)).get(IDEMPOTENCY_KEY));
        key.filter(given -> given.isBlank() || given.length() > KEY_CHARS_MAX).ifPresent(unfit -> {
            throw new FailureException(new ClientFailure.InvalidRequest(
                    "invalid_header",
                    "The header 'Idempotency-Key' must have 1 to " + KEY_CHARS_MAX + " characters.",
                    null));
        });
        return key;
    }
}
