package poegateway.simulator;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.simulator.answer.SamplePicture;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** {@code GET} of a picture that a model made, without a key: a small PNG, whose colour is that of its name. */
final class PictureSurface implements PoeSurface {
    private static final Pattern PICTURE = Pattern.compile("/base/image/([0-9a-f]{64})");

    @Override
    public boolean covers(String method, String path) {
        return method.equals("GET") && PICTURE.matcher(path).matches();
    }

    @Override
    public Script answer(SimulatedRequest request) {
        Matcher picture = PICTURE.matcher(request.path());
        byte[] png = SamplePicture.png(picture.matches() ? picture.group(1) : "");
        return new Script(
                200,
                Map.of("content-type", "image/png"),
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(png, Pause.NONE)),
                Mishap.NONE);
    }
}
