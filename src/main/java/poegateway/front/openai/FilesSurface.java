package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.request.JsonRequest;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.media.file.AskedRange;
import poegateway.media.file.FileAnswer;
import poegateway.media.file.FileObjects;
import poegateway.media.file.UploadedFiles;
import poegateway.vault.KeptBytes;
import poegateway.vault.VaultReader;

/** {@code /v1/files}: files that callers upload once and name in their requests. */
public final class FilesSurface {
    private static final String FILES = "/v1/files";
    private static final String FILE = FILES + "/{id}";
    private static final PageRequest.Form PAGES = new PageRequest.Form("after", "before", 10_000, 10_000);

    private final UploadedFiles files;

    private FilesSurface(UploadedFiles files) {
        this.files = files;
    }

    /** The surface; {@code files} has the files. */
    public static Surface of(UploadedFiles files) {
        FilesSurface surface = new FilesSurface(files);
        return new Surface(
                        new OpenAiErrors(),
                        List.of(
                                new Route("POST", FILES, surface::upload),
                                new Route("GET", FILES, surface::list),
                                new Route("GET", FILE, surface::get),
                                new Route("DELETE", FILE, surface::delete),
                                new Route("GET", FILE + "/content", surface::content)))
                .tellingAttempts();
    }

    private void upload(Exchange exchange) throws IOException {
        KeptBytes kept = files.keep(exchange.caller().id(), exchange.request().form());
        exchange.request().bodyDone();
        exchange.sendJson(200, FileObjects.one(kept));
    }

    private void list(Exchange exchange) throws IOException {
        PageRequest wanted = PageRequest.of(exchange.request()::queryParameter, PAGES);
        Optional<String> purpose = exchange.request().queryParameter("purpose");
        List<KeptBytes> all = files.list(exchange.caller().id()).stream()
                .filter(file -> purpose.map(file.label().purpose()::equals).orElse(true))
                .toList();
        PageRequest.Page<KeptBytes> page = wanted.of(oldestFirst(exchange) ? all : all.reversed(), KeptBytes::id);
        exchange.sendJson(200, FileObjects.list(page.items(), page.hasMore()));
    }

    private static boolean oldestFirst(Exchange exchange) {
        return switch (exchange.request().queryParameter("order").orElse("desc")) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw JsonRequest.wrong("order", "asc or desc");
        };
    }

    private void get(Exchange exchange) throws IOException {
        exchange.sendJson(200, FileObjects.one(find(exchange)));
    }

    private void delete(Exchange exchange) throws IOException {
        String id = exchange.request().pathParameter("id");
        files.remove(exchange.caller().id(), id);
        exchange.sendJson(200, FileObjects.deleted(id));
    }

    private void content(Exchange exchange) throws IOException {
        KeptBytes kept = find(exchange);
        exchange.watchCaller();
        try (VaultReader reader = files.open(kept)) {
            exchange.send(new FileAnswer(kept, reader, range(exchange, kept), "attachment", "no-store"));
        }
    }

    /** The part that is asked for; {@code If-Range} with another tag wants all of what is there now. */
    static Optional<AskedRange> range(Exchange exchange, KeptBytes kept) {
        Optional<String> range = exchange.request()
                .range()
                .filter(given -> exchange.request()
                        .header("if-range")
                        .map(FileAnswer.entityTag(kept)::equals)
                        .orElse(true));
        try {
            return AskedRange.of(range, kept.bytes());
        } catch (FailureException outside) {
            if (outside.failure() instanceof FileFailure.RangeNotSatisfiable) {
                exchange.header("content-range", "bytes */" + kept.bytes());
            }
            throw outside;
        }
    }

    private KeptBytes find(Exchange exchange) {
        return files.get(exchange.caller().id(), exchange.request().pathParameter("id"));
    }
}
