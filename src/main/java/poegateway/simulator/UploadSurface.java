package poegateway.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.upload.InvalidFormException;
import poegateway.simulator.upload.UploadForm;
import poegateway.simulator.upload.UploadStore;
import poegateway.simulator.upload.UploadedFile;

/**
 * {@code POST /poe_api/file_upload_3RD_PARTY_POST}, with a key that no scheme stands before, and {@code GET} of what was
 * uploaded, without a key. Refusals are plain text; their words are not Poe's.
 */
final class UploadSurface implements PoeSurface {
    private static final String UPLOAD = "/poe_api/file_upload_3RD_PARTY_POST";
    private static final String FILES = "/base/";
    private static final int ID_DIGITS = 64;

    private final String scheme;
    private final ReplyIds ids;
    private final UploadStore store;

    /** {@code scheme}: under which what was uploaded is fetched, {@code http} or {@code https}. */
    UploadSurface(String scheme, ReplyIds ids, UploadStore store) {
        this.scheme = scheme;
        this.ids = ids;
        this.store = store;
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("POST")
                ? path.equals(UPLOAD)
                : method.equals("GET") && file(path).isPresent();
    }

    private Optional<UploadedFile> file(String path) {
        return path.startsWith(FILES) ? store.find(path) : Optional.empty();
    }

    @Override
    public Script answer(SimulatedRequest request) {
        if (request.method().equals("POST")) {
            return PlainKey.accepts(request) ? upload(request) : refusal(401, "Invalid API key");
        }
        return file(request.path()).map(UploadSurface::content).orElseGet(() -> refusal(404, "No such file"));
    }

    private Script upload(SimulatedRequest request) {
        try {
            UploadForm form = UploadForm.read(request.headers().getOrDefault("content-type", ""), request.body());
            UploadedFile file =
                    new UploadedFile(newPath(form.mimeType()), form.name(), form.mimeType(), form.content());
            store.add(file);
            String url = scheme + "://" + request.headers().getOrDefault("host", "localhost") + file.path();
            return Scripts.json(
                    200,
                    "{\"attachment_url\":" + JsonWords.quote(url) + ",\"mime_type\":" + JsonWords.quote(file.mimeType())
                            + "}");
        } catch (InvalidFormException e) {
            return refusal(e.status(), String.valueOf(e.getMessage()));
        }
    }

    /** As Poe's own files are named: by the kind, then digits that nobody guesses. */
    private String newPath(String mimeType) {
        String kind = mimeType.split("/", 2)[0].replaceAll("[^a-z]", "");
        return FILES + (kind.isEmpty() ? "file" : kind) + "/" + ids.hex(ID_DIGITS);
    }

    private static Script content(UploadedFile file) {
        return new Script(
                200,
                Map.of("content-type", file.mimeType()),
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(file.content(), Pause.NONE)),
                Mishap.NONE);
    }

    private static Script refusal(int status, String words) {
        return Scripts.whole(status, "text/plain; charset=utf-8", words, Map.of());
    }
}
