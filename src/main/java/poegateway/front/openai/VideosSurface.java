package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.request.JsonRequest;
import poegateway.front.Exchange;
import poegateway.front.IncomingRequest;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.job.Job;
import poegateway.media.file.UploadedFiles;
import poegateway.media.image.EditRequestReader;
import poegateway.media.video.AskedVideo;
import poegateway.media.video.MadeVideo;
import poegateway.media.video.VideoObjects;
import poegateway.media.video.VideoRequest;
import poegateway.media.video.VideoRequestReader;
import poegateway.media.video.Videos;
import poegateway.relay.Answer;
import poegateway.relay.HeaderNames;

/** {@code /v1/videos}: a video is asked for, looked after while it is made, and fetched. */
public final class VideosSurface {
    private static final String VIDEOS = "/v1/videos";
    private static final String VIDEO = VIDEOS + "/{id}";
    private static final String VARIANT = "variant";
    private static final String THE_VIDEO = "video";
    private static final PageRequest.Form PAGES = new PageRequest.Form("after", "before", 20, 100);

    /** OpenAI's clients wait as long before they ask again. */
    private static final String POLL_AFTER = "openai-poll-after-ms";

    private static final String POLL_MILLIS = "5000";

    private final Videos videos;
    private final UploadedFiles files;

    private VideosSurface(Videos videos, UploadedFiles files) {
        this.videos = videos;
        this.files = files;
    }

    /** The surface; {@code videos} has videos made, and {@code files} those that requests name. */
    public static Surface of(Videos videos, UploadedFiles files) {
        VideosSurface surface = new VideosSurface(videos, files);
        return new Surface(
                        new OpenAiErrors(),
                        List.of(
                                new Route("POST", VIDEOS, surface::create),
                                new Route("GET", VIDEOS, surface::list),
                                new Route("GET", VIDEO, surface::get),
                                new Route("DELETE", VIDEO, surface::delete),
                                new Route("GET", VIDEO + "/content", surface::content)))
                .tellingAttempts();
    }

    private void create(Exchange exchange) throws IOException {
        Wishes wishes = exchange.request().wishes();
        VideoRequest asked = asked(exchange);
        Videos.Started started = videos.start(
                MediaRequest.of(exchange, wishes),
                asked,
                IdempotencyKey.of(exchange),
                exchange.span().traceparent());
        if (!started.dropped().isEmpty()) {
            exchange.header("x-poe-gateway-dropped", HeaderNames.listed(started.dropped()));
        }
        send(exchange, started.job());
    }

    private VideoRequest asked(Exchange exchange) throws IOException {
        IncomingRequest request = exchange.request();
        String owner = exchange.caller().id();
        EditRequestReader.Files owned = (id, place) -> files.field(owner, id, place);
        return request.isForm()
                ? VideoRequestReader.form(request.form(), owned)
                : VideoRequestReader.json(request.jsonBody(), owned);
    }

    private void list(Exchange exchange) throws IOException {
        PageRequest wanted = PageRequest.of(exchange.request()::queryParameter, PAGES);
        List<Job<AskedVideo, MadeVideo>> all = videos.list(exchange.caller().id());
        PageRequest.Page<Job<AskedVideo, MadeVideo>> page =
                wanted.of(oldestFirst(exchange) ? all.reversed() : all, Job::id);
        exchange.sendJson(200, VideoObjects.list(page.items(), page.hasMore()));
    }

    private static boolean oldestFirst(Exchange exchange) {
        return switch (exchange.request().queryParameter("order").orElse("desc")) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw JsonRequest.wrong("order", "asc or desc");
        };
    }

    private void get(Exchange exchange) throws IOException {
        send(exchange, videos.get(exchange.caller().id(), id(exchange)));
    }

    private static void send(Exchange exchange, Job<AskedVideo, MadeVideo> job) throws IOException {
        if (!job.hasEnded()) {
            exchange.header(POLL_AFTER, POLL_MILLIS);
        }
        exchange.sendJson(200, VideoObjects.one(job));
    }

    private void delete(Exchange exchange) throws IOException {
        String id = id(exchange);
        videos.remove(exchange.caller().id(), id);
        exchange.sendJson(200, VideoObjects.deleted(id));
    }

    private void content(Exchange exchange) throws IOException {
        String variant = exchange.request().queryParameter(VARIANT).orElse(THE_VIDEO);
        if (!variant.equals(THE_VIDEO)) {
            throw new FailureException(new ClientFailure.UnsupportedEndpoint(
                    "the variant of a video that is asked for",
                    "Poe's models make only the video: leave '" + VARIANT + "' out, or send " + THE_VIDEO + "."));
        }
        exchange.watchCaller();
        try (Answer answer = opened(exchange)) {
            exchange.send(answer);
        }
    }

    private Answer opened(Exchange exchange) {
        IncomingRequest request = exchange.request();
        Optional<String> range = request.range();
        try {
            return videos.content(
                    exchange.caller(), id(exchange), range, request.header("if-range"), exchange.timeline());
        } catch (FailureException refused) {
            if (refused.failure() instanceof FileFailure.RangeNotSatisfiable none && none.bytes() > 0) {
                exchange.header("content-range", "bytes */" + none.bytes());
            }
            throw refused;
        }
    }

    private static String id(Exchange exchange) {
        return exchange.request().pathParameter("id");
    }
}
