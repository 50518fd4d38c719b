package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import poegateway.core.Wishes;
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
                                new Route("POST", "/v1/images/edits", surface::edit)))
                .tellingAttempts();
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
            return images.make(MediaRequest.of(exchange, wishes), asked, IdempotencyKey.of(exchange), exchange.span());
        } finally {
            exchange.rateHeaders();
        }
    }
}
