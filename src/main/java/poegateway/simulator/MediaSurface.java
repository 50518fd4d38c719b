package poegateway.simulator;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.answer.SampleSound;
import poegateway.simulator.answer.SampleWebp;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;

/**
 * {@code GET} of a picture, sound or video that a model made, without a key: a small file, whose colour or tone is that of its name.
 * A word before the name chooses what is wrong with it.
 */
final class MediaSurface implements PoeSurface {
    private static final Pattern MEDIUM =
            Pattern.compile("/base/(image|audio|video)/(?:([a-z-]+)/)?([0-9a-f]{64})(?:\\.([a-z0-9]+))?");
    private static final Pattern SIZE = Pattern.compile("w=([1-9]\\d{0,3})&h=([1-9]\\d{0,3})");
    private static final int ENDLESS_PIECES = 200_000;
    private static final int ENDLESS_PIECE_BYTES = 16 * 1024;

    @Override
    public boolean covers(String method, String path) {
        return method.equals("GET") && MEDIUM.matcher(path).matches();
    }

    @Override
    public Script answer(SimulatedRequest request) {
        Matcher medium = MEDIUM.matcher(request.path());
        if (!medium.matches()) {
            throw new IllegalArgumentException(request.path());
        }
        String format = Optional.ofNullable(medium.group(4)).orElse("");
        String name = medium.group(3);
        Script whole = switch (medium.group(1)) {
            case "image" -> picture(format, name, request.query());
            case "video" -> VideoParts.of(name, request.headers().getOrDefault("range", ""));
            default -> script(SampleSound.contentType(format), SampleSound.of(format, name));
        };
        return answer(Optional.ofNullable(medium.group(2)).orElse(""), whole);
    }

    private static Script picture(String format, String name, String query) {
        if (format.equals("webp")) {
            return script("image/webp", SampleWebp.webp(name));
        }
        Matcher size = SIZE.matcher(query);
        return script(
                "image/png",
                size.matches()
                        ? SamplePicture.png(name, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
                        : SamplePicture.png(name));
    }

    private static Script script(String contentType, byte[] content) {
        return new Script(
                200,
                Map.of("content-type", contentType),
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(content, Pause.NONE)),
                Mishap.NONE);
    }

    private static Script answer(String fault, Script whole) {
        String type = whole.headers().getOrDefault("content-type", "");
        return switch (fault) {
            case "wrong-type" -> Scripts.whole(200, type, "<html><body>Please log in.</body></html>", Map.of());
            case "empty" -> Scripts.whole(200, type, "", Map.of());
            case "forbidden" -> Scripts.whole(403, "text/plain", "This link has expired.", Map.of());
            case "elsewhere" -> Scripts.redirect("https://elsewhere.invalid/medium");
            case "short" -> halved(whole);
            case "endless" -> endless(whole);
            case "silent" -> whole.with(new Mishap.HangBeforeHead());
            default -> whole;
        };
    }

    /** Its length is that of the whole, and the connection ends in the middle. */
    private static Script halved(Script whole) {
        byte[] bytes = whole.pieces().getFirst().bytes();
        int half = bytes.length / 2;
        return new Script(
                200,
                whole.headers(),
                whole.framing(),
                List.of(
                        new Script.Piece(Arrays.copyOf(bytes, half), Pause.NONE),
                        new Script.Piece(Arrays.copyOfRange(bytes, half, bytes.length), Pause.NONE)),
                new Mishap.CloseMidBody(1));
    }

    /** Three gigabytes, of which one piece is in memory. */
    private static Script endless(Script whole) {
        byte[] beginning = whole.pieces().getFirst().bytes();
        byte[] piece = Arrays.copyOf(beginning, ENDLESS_PIECE_BYTES);
        return new Script(
                200,
                whole.headers(),
                Script.Framing.CHUNKED,
                Collections.nCopies(ENDLESS_PIECES, new Script.Piece(piece, Pause.NONE)),
                Mishap.NONE);
    }
}
